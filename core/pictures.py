"""Pictures from people: decoded one at a time and no larger than needed, then drawn anew.

A picture of fifty million dots packs to a few kilobytes and unpacks to two hundred megabytes;
whatever makes a copy of it whole takes as much again.
"""

import io
import threading
import uuid
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

FORMATS = ["JPEG", "PNG", "WEBP", "GIF"]
# Millions of dots that are taken, by what the decoder of each format needs for one dot.
_MILLIONS = {"JPEG": 60, "PNG": 40, "WEBP": 10, "GIF": 30}
# The decoder of a JPEG that comes in passes keeps all of it, two bytes for each colour of a dot.
_NUMBERS_IN_PASSES = 100
# Beyond so many millions it takes a second to look through a picture.
LARGE = 12
# Which part of a long picture stays when it is cut to a square: left or top is 0.
PARTS = {"start": 0.0, "middle": 0.5, "end": 1.0}
_ORIENTATION = 0x0112
_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}  # fmt: skip
_STRIP = 1_000_000  # dots
_HOLES = ("RGBA", "LA", "PA", "RGBa", "La")

# Two at once take twice the memory; the second waits a moment instead.
_one_at_a_time = threading.Lock()


def _too_many(limit: int) -> ValidationError:
    return ValidationError(
        _("This picture has more than %(limit)d million dots. Please make it smaller."),
        params={"limit": limit},
    )


@contextmanager
def _opened(file: File):
    """The picture with its head read and not a dot decoded; it has its turn until the end."""
    file.seek(0)
    with _one_at_a_time:
        try:
            image = Image.open(file, formats=FORMATS)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _too_many(max(_MILLIONS.values())) from error
        with image:
            limit = _limit(image)
            if image.width * image.height > limit * 1_000_000:
                raise _too_many(limit)
            yield image


def _limit(image) -> int:
    most = _MILLIONS.get(image.format, _MILLIONS["JPEG"])
    if image.format in ("JPEG", "MPO") and _comes_in_passes(image):
        return min(most, _NUMBERS_IN_PASSES // len(image.getbands()))
    return most


def _comes_in_passes(image) -> bool:
    """Whether the first scan of a JPEG, just read, does not hold all of its colours."""
    if "progressive" in image.info or "progression" in image.info:
        return True
    colours = len(image.getbands())
    length = 6 + 2 * colours
    end = image.fp.tell()
    image.fp.seek(max(0, end - length))
    head = image.fp.read(3)
    image.fp.seek(end)
    return head != bytes([0, length, colours])


def millions(file: File) -> float:
    """How many million dots it has, by its head; a ValidationError when these are too many."""
    with _opened(file) as image:
        return image.width * image.height / 1_000_000


def look_through(file: File) -> None:
    """Decode all of it. A damaged one raises whatever the reader says."""
    with _opened(file) as image:
        # A JPEG is read to its end for an eighth of its size, too.
        image.draft(None, (1, 1))
        image.load()


def drawn_again(
    file: File, *, longest: int = 1600, square: bool = False, part: str = "middle"
) -> ContentFile:
    """The picture decoded and written anew: no place, no camera, nothing hidden behind it.

    `square` cuts one of `PARTS` out of it. Colours are those of sRGB afterwards. A damaged
    picture raises whatever the reader says: see `core.uploads.drawn_again`.
    """
    with _opened(file) as image:
        whole = image.size
        picture = _small(image, longest, square)
        picture = _in_srgb(picture, image.info.get("icc_profile"))
        if not square:
            picture = _fitted(picture, whole, longest)
        picture = _upright(picture, image)
    if square:
        side = min(longest, *picture.size)
        picture = ImageOps.fit(picture, (side, side), centering=(PARTS[part],) * 2)
    kind, extension = ("PNG", "png") if picture.mode == "RGBA" else ("JPEG", "jpg")
    # A new canvas: what `info` carried along would be written out again.
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, kind, quality=88, optimize=True)
    return ContentFile(out.getvalue(), name=f"{uuid.uuid4().hex}.{extension}")


def _small(image, longest: int, square: bool):
    """The picture, at most about twice as large as it is wanted, in eight bits a colour."""
    side = min(image.size) if square else max(image.size)
    if factor := side // longest:
        # While it is decoded, where the format can do that.
        image.draft(None, tuple(max(1, side // factor) for side in image.size))
    image.load()
    side = min(image.size) if square else max(image.size)
    factor = max(1, side // longest)
    canvas = None
    # By strips, so that no whole copy is made to be converted.
    step = factor * max(1, _STRIP // (image.width * factor))
    for top in range(0, image.height, step):
        box = (0, top, image.width, min(top + step, image.height))
        strip = _plain(image.crop(box)).reduce(factor)
        if canvas is None:
            height = -(-image.height // factor)
            canvas = Image.new(strip.mode, (strip.width, height))
        canvas.paste(strip, (0, top // factor))
    return canvas


def _fitted(picture, whole: tuple[int, int], longest: int):
    """The picture in the proportions of the `whole` one, which strips have rounded up."""
    factor = min(1, longest / max(whole))
    size = tuple(max(1, round(side * factor)) for side in whole)
    scale = max(picture.size) / max(whole) if max(picture.size) < max(whole) else 1
    box = (0, 0, min(whole[0] * scale, picture.width), min(whole[1] * scale, picture.height))
    return picture.resize(size, Image.Resampling.LANCZOS, box=box)


def _plain(image):
    """The same picture in eight bits a colour: grey, RGB, RGBA, or CMYK for its profile."""
    if image.mode.startswith("I"):
        # Pillow cuts sixteen bits off at 255: nearly everything would be white.
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in _HOLES or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _in_srgb(picture, profile: bytes | None):
    """The picture with the colours that its profile means, as RGB or RGBA."""
    wanted = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile:
        try:
            return ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"), outputMode=wanted,
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            )  # fmt: skip
        except (ImageCms.PyCMSError, OSError, ValueError):
            # A profile that is broken, or of another kind of picture: as without one.
            pass
    return picture.convert(wanted)


def _upright(picture, image):
    """As the camera was held. Of what it wrote only this one number is read."""
    try:
        turned = _TURNED.get(image.getexif().get(_ORIENTATION))
    except Exception:  # damaged EXIF raises anything, and the picture is none the worse for it
        turned = None
    return picture.transpose(turned) if turned is not None else picture
