"""The style sheet: one text made from the tokens. Widgets say what they are with the property `kind`.

Leaves to others: rows and circles, which paint themselves (desktop.ui.widgets.rows, desktop.ui.motif).
"""

from __future__ import annotations

from desktop.ui import tokens
from desktop.ui.tokens import Colours

MOST_PADDING = 150
"""Per cent: from there on what is around the words of a button grows no more."""
AIR = 6
"""Pixels between the words of a button and its edge, above and below, however large they are."""


def style_sheet(colours: Colours, percent: int) -> str:
    """The style sheet of the application.

    Args:
        colours: the scheme in use.
        percent: size of the text.
    """

    def px(size: int) -> str:
        return f"{round(size * percent / 100)}px"

    words = f"{round(tokens.WORDS * (300 + percent) / 400)}px"  # large as they are, they have to stay in one line
    parts = (_text(colours, px(tokens.TITLE), px(tokens.SECTION), px(tokens.BODY), px(tokens.SMALL), words),)
    return "\n".join(
        (*parts, _surfaces(colours), _buttons(colours, px(tokens.BODY), percent), _fields(colours), _bars(colours))
    )


def _text(c: Colours, title: str, section: str, body: str, small: str, words: str) -> str:
    return f"""
* {{ font-family: "{tokens.FONT}"; font-size: {body}; color: {c.text}; }}
QLabel {{ background: transparent; }}
QLabel[kind="title"] {{ font-size: {title}; font-weight: {tokens.STRONG}; }}
QLabel[kind="title"]:focus {{ text-decoration: underline; }}
QLabel[kind="section"] {{ font-size: {section}; font-weight: {tokens.STRONG}; }}
QLabel[kind="words"] {{ font-size: {words}; font-weight: {tokens.STRONG}; letter-spacing: 1px; }}
QLabel[kind="strong"] {{ font-weight: {tokens.STRONG}; }}
QLabel[kind="muted"], QLabel[kind="status"] {{ font-size: {small}; color: {c.muted}; }}
QLabel[kind="quiet"] {{ color: {c.muted}; }}
QLabel[kind="error"] {{ font-size: {small}; color: {c.danger}; }}
QLabel[kind="badge"] {{ font-size: {small}; font-weight: {tokens.STRONG}; color: {c.text};
    border: 1px solid {c.edge}; border-radius: 10px; padding: 2px 10px; background: {c.card}; }}
"""


def _surfaces(c: Colours) -> str:
    return f"""
QMainWindow, QDialog, QWidget[kind="window"], QWidget[kind="cover"] {{ background: {c.window}; }}
QScrollArea, QScrollArea > QWidget > QWidget[kind="scrolled"] {{ background: transparent; border: none; }}
QFrame[kind="card"], QDialog QFrame[kind="card"] {{ background: {c.card}; border: 1px solid {c.hairline};
    border-radius: {tokens.RADIUS}px; }}
QFrame[kind="banner"] {{ background: {c.accent_soft}; border: 1px solid {c.accent}; border-radius: {tokens.RADIUS}px; }}
QFrame[kind="problem"] {{ background: {c.danger_soft}; border: 1px solid {c.danger};
    border-radius: {tokens.RADIUS}px; }}
QFrame[kind="line"] {{ background: {c.hairline}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[kind="strip"] {{ background: {c.window}; border: none; }}
QToolTip {{ background: {c.card}; color: {c.text}; border: 1px solid {c.edge}; }}
"""


def _buttons(c: Colours, body: str, percent: int) -> str:
    line = round(tokens.BODY * percent / 100 * 1.4)
    ring, height, low = tokens.RING, max(tokens.TARGET - 2 * tokens.RING, line + 2 * AIR), max(28, line)
    small, wide = max(28, line + AIR), round(18 * min(percent, MOST_PADDING) / 100)
    chip = round(12 * min(percent, MOST_PADDING) / 100)
    return f"""
QPushButton {{ font-size: {body}; font-weight: {tokens.STRONG}; color: {c.text}; background: {c.card};
    border: {ring}px solid {c.edge}; border-radius: {tokens.CONTROL_RADIUS}px; padding: 0 {wide}px;
    min-height: {height}px; outline: none; }}
QPushButton:hover {{ background: {c.accent_soft}; }}
QPushButton:focus {{ border-color: {c.accent}; }}
QPushButton:disabled {{ color: {c.muted}; border-color: {c.hairline}; background: transparent; }}
QPushButton[kind="primary"] {{ color: {c.on_accent}; background: {c.accent}; border-color: {c.accent};
    padding: 0 {wide + 6}px; }}
QPushButton[kind="primary"]:hover {{ background: {c.accent_hover}; border-color: {c.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border-color: {c.text}; }}
QPushButton[kind="primary"]:disabled {{ color: {c.muted}; background: {c.hairline}; border-color: {c.hairline}; }}
QPushButton[kind="danger"] {{ color: {c.danger}; }}
QPushButton[kind="danger"]:hover {{ background: {c.danger_soft}; }}
QPushButton[kind="danger"]:focus {{ border-color: {c.danger}; }}
QPushButton[kind="quiet"] {{ color: {c.accent}; background: transparent; border-color: transparent; padding: 0 8px;
    min-height: {low}px; }}
QPushButton[kind="quiet"]:hover {{ background: {c.accent_soft}; }}
QPushButton[kind="quiet"]:focus {{ border-color: {c.accent}; }}
QPushButton[kind="quiet"]:disabled {{ color: {c.muted}; }}
QPushButton[kind="link"] {{ color: {c.accent}; background: transparent; border: none; border-radius: 2px;
    padding: 0; min-height: {low + 4}px; text-align: left; }}
QPushButton[kind="link"]:hover {{ color: {c.accent_hover}; text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ text-decoration: underline; border-bottom: {ring}px solid {c.accent}; }}
QPushButton[kind="chip"] {{ font-weight: 400; min-height: {small}px; padding: 0 {chip}px; border-width: {ring}px;
    border-radius: 16px; background: transparent; }}
QPushButton[kind="chip"]:checked {{ background: {c.accent_soft}; border-color: {c.accent};
    font-weight: {tokens.STRONG}; }}
QPushButton[kind="chip"]:focus {{ border-color: {c.text}; }}
"""


def _fields(c: Colours) -> str:
    icons = "dark" if c == tokens.DARK else "light"
    return f"""
QLineEdit, QPlainTextEdit, QSpinBox, QDateEdit {{ background: {c.field}; color: {c.text};
    border: {tokens.RING}px solid {c.edge}; border-radius: {tokens.CONTROL_RADIUS}px; padding: 6px 10px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; min-height: 24px; }}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDateEdit:focus {{ border-color: {c.accent}; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border-color: {c.danger}; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ color: {c.muted}; border-color: {c.hairline}; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {c.window}; }}
QDateEdit QLineEdit {{ border: none; padding: 0; min-height: 0; background: transparent; }}
QDateEdit::up-button, QDateEdit::down-button {{ subcontrol-origin: border; subcontrol-position: right;
    width: 0; height: 0; }}
QPushButton[kind="picker"] {{ background: {c.field}; font-weight: 400; padding: 0 34px 0 12px; text-align: left; }}
QPushButton[kind="picker"]::menu-indicator {{ image: none; width: 0; height: 0; }}
QMenu {{ background: {c.card}; color: {c.text}; border: 1px solid {c.edge}; padding: 4px; menu-scrollable: 1; }}
QMenu::item {{ padding: 8px 24px 8px 30px; border-radius: 4px; background: transparent; }}
QMenu::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.muted}; }}
QMenu::indicator {{ width: 16px; height: 16px; left: 8px; }}
QMenu::indicator:checked {{ image: url(icons:tick-{icons}.svg); }}
QMenu::separator {{ height: 1px; background: {c.hairline}; margin: 4px 8px; }}
QCheckBox, QRadioButton {{ spacing: 10px; background: transparent; min-height: 32px; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 20px; height: 20px; }}
"""


def _bars(c: Colours) -> str:
    return f"""
QProgressBar {{ background: {c.hairline}; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 4px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
QScrollBar::handle {{ background: {c.edge}; border-radius: 4px; min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
