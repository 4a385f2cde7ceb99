"""Makes updates.json: what PyTorch's optimizers make of given values and gradients, in double.

Run with PyTorch 2: python updates.py > updates.json
"""

import json

import torch

torch.manual_seed(1)
STEPS, COUNT = 5, 48
start = torch.randn(COUNT, dtype=torch.float32).double()
gradients = torch.randn(STEPS, COUNT, dtype=torch.float32).double()

OPTIMIZERS = {
    "sgd": lambda w: torch.optim.SGD(w, lr=0.1, momentum=0.9, weight_decay=0.01),
    "nesterov": lambda w: torch.optim.SGD(w, lr=0.1, momentum=0.9, weight_decay=0.01, nesterov=True),
    "adam": lambda w: torch.optim.Adam(w, lr=0.1, weight_decay=0.01),
    "adamw": lambda w: torch.optim.AdamW(w, lr=0.1, weight_decay=0.01),
    "rmsprop": lambda w: torch.optim.RMSprop(w, lr=0.1, alpha=0.9, weight_decay=0.01),
    "rmsprop with momentum": lambda w: torch.optim.RMSprop(w, lr=0.1, alpha=0.9, momentum=0.9, weight_decay=0.01),
}
CLIPPINGS = {
    "norm": lambda w: torch.nn.utils.clip_grad_norm_(w, 1.5),
    "wide norm": lambda w: torch.nn.utils.clip_grad_norm_(w, 100),
    "value": lambda w: torch.nn.utils.clip_grad_value_(w, 0.5),
}


def trained(optimizer):
    w = torch.nn.Parameter(start.clone())
    rule = optimizer([w])
    for gradient in gradients:
        w.grad = gradient.clone()
        rule.step()
    return w.tolist()


def clipped(clipping):
    w = torch.nn.Parameter(start.clone())
    w.grad = gradients[0].clone()
    clipping([w])
    return w.grad.tolist()


print(json.dumps({
    "start": start.tolist(),
    "gradients": gradients.tolist(),
    "trained": {name: trained(make) for name, make in OPTIMIZERS.items()},
    "clipped": {name: clipped(clip) for name, clip in CLIPPINGS.items()},
}, indent=1))
