"""Where the focus goes when what had it can no longer have it: to what is beside it, never to the top of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.widgets.tab_order import move_focus


def test_the_focus_stays_in_its_region(dressed: QApplication) -> None:
    whole = QWidget()
    below = QVBoxLayout(whole)
    top, foot = QWidget(), QWidget()
    settings, cancel, connect = QPushButton("Settings"), QPushButton("Cancel"), QPushButton("Connect")
    QVBoxLayout(top).addWidget(settings)
    across = QHBoxLayout(foot)
    across.addWidget(cancel)
    across.addWidget(connect)
    below.addWidget(top)
    below.addWidget(foot)
    whole.show()
    whole.activateWindow()
    dressed.processEvents()
    connect.setFocus()
    connect.setFocusPolicy(connect.focusPolicy().NoFocus)  # as when it is disabled
    assert move_focus([top, foot], connect, 1)
    assert cancel.hasFocus()
    cancel.hide()
    assert move_focus([top, foot], cancel, 1)
    assert settings.hasFocus()
    whole.close()
