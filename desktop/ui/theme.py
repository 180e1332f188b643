"""The look: a palette and a style sheet made from the tokens, switched live, with its own text size.

Colour schemes of the system are followed when it tells of one; "unknown" is light. In high contrast the system's own
colours are used.

Leaves to others: the numbers (desktop.ui.tokens), the style sheet (desktop.ui.qss).
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop.paths import RESOURCES
from desktop.ui import tokens
from desktop.ui.qss import style_sheet
from desktop.ui.tokens import DARK, LIGHT, Colours

FONTS = RESOURCES / "fonts"


class Theme(QObject):
    """What the window looks like now.

    Attributes:
        changed: everything that paints itself has to paint anew.
        colours: the colours in use.
        percent: size of the text, 100 to 200.
        reduce_motion: nothing moves.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = "system"
        self._system_palette = app.palette()
        self.colours: Colours = LIGHT
        self.percent = 100
        self.reduce_motion = False
        load_fonts()
        app.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _: self.apply())

    def set(self, choice: str, percent: int, reduce_motion: bool) -> None:
        """Use a theme.

        Args:
            choice: "system", "light" or "dark".
            percent: size of the text.
            reduce_motion: nothing moves.
        """
        self._choice, self.percent, self.reduce_motion = choice, min(max(percent, 100), 200), reduce_motion
        self.apply()

    def apply(self) -> None:
        """Work out colours, palette, font and style sheet anew, and put them to use."""
        self.colours = self._colours()
        font = QFont(tokens.FONT)
        font.setPixelSize(self.px(tokens.BODY))
        self._app.setFont(font)
        self._app.setPalette(palette_of(self.colours))
        sheet = style_sheet(self.colours, self.percent)
        if sheet != self._app.styleSheet():  # setting it costs every widget there is
            self._app.setStyleSheet(sheet)
            self.changed.emit()

    def px(self, size: int) -> int:
        """A size of text in pixels, at the chosen text size."""
        return round(size * self.percent / 100)

    def mark(self, size: int) -> int:
        """Size of a mark or an icon beside text: it grows half as much as the text does."""
        return round(size * (100 + self.percent) / 200)

    def _colours(self) -> Colours:
        hints = QGuiApplication.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return colours_of(self._system_palette)
        dark = self._choice == "dark"
        if self._choice == "system":
            dark = hints.colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT


def theme() -> Theme:
    """The theme of the running application; made at first use."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("there is no application yet")
    found = app.findChild(Theme)
    return found if isinstance(found, Theme) else Theme(app)


def load_fonts() -> None:
    """Make Inter known to Qt; where that fails the system's font is used."""
    for path in sorted(FONTS.glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))


def palette_of(colours: Colours) -> QPalette:
    """The palette for everything that a style sheet does not reach."""
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, colours.window),
        (role.Base, colours.field),
        (role.AlternateBase, colours.card),
        (role.Button, colours.card),
        (role.ToolTipBase, colours.card),
        (role.WindowText, colours.text),
        (role.Text, colours.text),
        (role.ButtonText, colours.text),
        (role.ToolTipText, colours.text),
        (role.BrightText, colours.danger),
        (role.PlaceholderText, colours.muted),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Mid, colours.edge),
        (role.Light, colours.card),
        (role.Dark, colours.edge),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return palette


def colours_of(palette: QPalette) -> Colours:
    """The system's own colours, for high contrast."""
    role = QPalette.ColorRole

    def name(which: QPalette.ColorRole) -> str:
        return palette.color(which).name()

    text, window, base = name(role.WindowText), name(role.Window), name(role.Base)
    return Colours(
        window=window,
        card=window,
        field=base,
        hairline=text,
        edge=text,
        text=text,
        muted=text,
        accent=name(role.Highlight),
        accent_hover=name(role.Highlight),
        on_accent=name(role.HighlightedText),
        accent_soft=window,
        danger=text,
        danger_soft=window,
        overlap=name(role.Highlight),
        scrim="#000000",
    )
