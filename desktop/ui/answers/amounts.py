"""Amounts as people here write them, digit by digit as the sheet has them."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QLocale

from desktop.ui.plain import plain

_GROUPED_FROM = 5


def amount_text(amount: Decimal | int) -> str:
    """The digits of an amount, in groups from five on; trailing zeros stay."""
    sign, whole, part = _parts(amount)
    locale = QLocale()
    if len(whole) >= _GROUPED_FROM:
        first = len(whole) % 3 or 3
        groups = [whole[:first], *(whole[i : i + 3] for i in range(first, len(whole), 3))]
        whole = locale.groupSeparator().join(groups)
    return sign + whole + (locale.decimalPoint() + part if part else "")


def with_unit(amount: Decimal | int, unit: str) -> str:
    """An amount with its unit."""
    return f"{amount_text(amount)} {plain(unit)}".strip()


def _parts(amount: Decimal | int) -> tuple[str, str, str]:
    digits = f"{Decimal(amount):f}"
    sign = "\N{MINUS SIGN}" if digits.startswith("-") else ""
    whole, _, part = digits.lstrip("-").partition(".")
    return sign, whole, part
