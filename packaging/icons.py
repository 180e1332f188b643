"""Icons in every size and format from the one SVG: python packaging/icons.py OUT_FOLDER  (needs PySide6 and Pillow)."""

import io
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).resolve().parent.parent / "resources" / "icons" / "commonground.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512, 1024)


def drawn(renderer: QSvgRenderer, size: int) -> bytes:
    """PNG bytes of the icon, `size` pixels square."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def main(folder: Path) -> None:
    """Write commonground-SIZE.png, commonground.ico and commonground.icns."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(SOURCE))
    if not renderer.isValid():
        raise SystemExit(f"{SOURCE} cannot be drawn")
    pictures = {size: drawn(renderer, size) for size in SIZES}
    for size, data in pictures.items():
        (folder / f"commonground-{size}.png").write_bytes(data)
    images = {size: Image.open(io.BytesIO(data)) for size, data in pictures.items()}
    small = [images[size] for size in (16, 24, 32, 48, 64, 128)]
    images[256].save(
        folder / "commonground.ico", append_images=small, sizes=[image.size for image in [*small, images[256]]]
    )
    images[1024].save(
        folder / "commonground.icns", append_images=[images[size] for size in (16, 32, 64, 128, 256, 512)]
    )
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
