"""The models that are measured, as PyTorch would have them: torchvision's where it has them."""

import torch
from torch import nn


class BasicBlock(nn.Module):
    """Two 3x3 convolutions and a shortcut (He et al. 2016), projected where extents change."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        same = stride == 1 and inputs == outputs
        self.downsample = None if same else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        shortcut = x if self.downsample is None else self.downsample(x)
        y = self.relu(self.bn1(self.conv1(x)))
        return self.relu(self.bn2(self.conv2(y)) + shortcut)


def resnet20(classes):
    """For CIFAR: three stages of three blocks, 16, 32 and 64 channels."""
    layers = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU(inplace=True)]
    inputs = 16
    for outputs, stride in ((16, 1), (32, 2), (64, 2)):
        for block in range(3):
            layers.append(BasicBlock(inputs, outputs, stride if block == 0 else 1))
            inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, classes))


def vgg_small(classes):
    """Two stages of two convolutions, for 32x32 images."""
    layers, inputs = [], 3
    for outputs in (32, 64):
        for _ in range(2):
            layers += [nn.Conv2d(inputs, outputs, 3, 1, 1, bias=False),
                       nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)]
            inputs = outputs
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(64 * 8 * 8, 128),
                         nn.ReLU(inplace=True), nn.Linear(128, classes))


def named(name, classes=10):
    """A model by the name Convoy knows it by."""
    if name == "resnet20":
        return resnet20(classes)
    if name == "vgg-small":
        return vgg_small(classes)
    return torchvision_models().get_model(name, weights=None, num_classes=classes)


def torchvision_models():
    """torchvision's models; its detection operators, which some builds lack, are not needed."""
    try:
        import torchvision
    except RuntimeError:
        stand_in = torch.library.Library("torchvision", "FRAGMENT")
        for operator in ("nms", "qnms"):
            stand_in.define(operator + "(Tensor boxes, Tensor scores, float threshold) -> Tensor")
        named.stand_in = stand_in
        import torchvision
    return torchvision.models
