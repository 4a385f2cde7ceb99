"""Weights and images that Python and Java compute alike, so that fixtures needn't hold them.

Value i of a tensor is a function of the tensor's name and i alone: splitmix64 of (FNV-1a of the name) + i, mapped to
[0, 1). dev.convoy.cnn.Seeded computes the same.
"""
import numpy as np

MASK = (1 << 64) - 1


def fnv(name):
    h = 0xCBF29CE484222325
    for byte in name.encode():
        h = ((h ^ byte) * 0x100000001B3) & MASK
    return h


def uniform(name, count):
    """float64 in [0, 1), multiples of 2^-24: exact in float32."""
    with np.errstate(over="ignore"):
        z = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(fnv(name))
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(40)).astype(np.float64) / (1 << 24)


def values(name, shape):
    """A parameter or statistic, by what its name says it is; float32."""
    u = uniform(name, int(np.prod(shape)))
    if name.endswith("running_var"):
        v = 0.5 + u
    elif name.endswith("running_mean") or name.endswith("bias"):
        v = (u - 0.5) * 0.4
    elif len(shape) == 1:
        v = 0.5 + u
    else:
        fan_in = int(np.prod(shape[1:]))
        v = (2 * u - 1) * float(np.float32(np.sqrt(6.0 / fan_in)))
    return v.astype(np.float32).reshape(shape)


def images(shape, name="images"):
    """Between -1 and 1, N x C x H x W."""
    return (2 * uniform(name, int(np.prod(shape))) - 1).astype(np.float32).reshape(shape)


def fill(model):
    """Gives a torch module its seeded parameters and statistics."""
    import torch

    state = model.state_dict()
    for name, tensor in state.items():
        if not name.endswith("num_batches_tracked"):
            state[name] = torch.from_numpy(values(name, tuple(tensor.shape)))
    model.load_state_dict(state)
    return model


def named(name, classes):
    """A torchvision model, to be filled."""
    import torchvision

    extra = {"init_weights": False} if name.startswith(("vgg", "googlenet")) else {}
    return getattr(torchvision.models, name)(num_classes=classes, **extra)
