"""The colour profile."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

from handouts.pdf.srgb import srgb_profile


def test_the_profile_is_srgb() -> None:
    """Colours converted through it stay what they are in the library's own sRGB."""
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    theirs = ImageCms.createProfile("sRGB")
    image = Image.new("RGB", (256, 3))
    image.putdata([(x, 255 - x, (x * 7 + y * 60) % 256) for y in range(3) for x in range(256)])
    turned = ImageCms.profileToProfile(image, ours, theirs, outputMode="RGB")
    pairs = zip(image.tobytes(), turned.tobytes(), strict=True)
    assert max(abs(before - after) for before, after in pairs) <= 1


def test_the_profile_is_small_and_always_the_same() -> None:
    """No time of making stands in it."""
    assert srgb_profile() == srgb_profile()
    assert len(srgb_profile()) < 620
    assert srgb_profile()[24:36] == bytes.fromhex("07d000010001000000000000")
