"""What is kept on this computer: encrypted record by record, saved at once or not at all, forgotten for good.

Start with open_or_create; look at `protection` of what it returns and say honestly what it amounts to.

    with open_or_create(paths.data_folder()) as store:
        store.put(Kind.DRAFT, draft_id, content)
"""

from desktop.store.errors import (
    NewerFormat,
    NoKeystore,
    NoStore,
    PassphraseNeeded,
    RolledBack,
    StaleVersion,
    StoreClosed,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreInUse,
    StoreNotWritable,
    StoreUnreadable,
    WrongPassphrase,
)
from desktop.store.files import private_folder, save
from desktop.store.keys import (
    Cost,
    Guard,
    InKeystore,
    Keystore,
    LoginOnly,
    Passphrase,
    Protection,
    system_keystore,
)
from desktop.store.opening import (
    best_guard,
    change_guard,
    create_store,
    erase_store,
    forget_everything_of,
    open_or_create,
    open_store,
    protection_of,
)
from desktop.store.records import Kind, Record, Report, Store
from desktop.store.settings import Settings, data_folder_in, load_settings, save_settings

__all__ = [
    "Cost",
    "Guard",
    "InKeystore",
    "Keystore",
    "Kind",
    "LoginOnly",
    "NewerFormat",
    "NoKeystore",
    "NoStore",
    "Passphrase",
    "PassphraseNeeded",
    "Protection",
    "Record",
    "Report",
    "RolledBack",
    "Settings",
    "StaleVersion",
    "Store",
    "StoreClosed",
    "StoreDamaged",
    "StoreError",
    "StoreFull",
    "StoreInUse",
    "StoreNotWritable",
    "StoreUnreadable",
    "WrongPassphrase",
    "best_guard",
    "change_guard",
    "create_store",
    "data_folder_in",
    "erase_store",
    "forget_everything_of",
    "load_settings",
    "open_or_create",
    "open_store",
    "private_folder",
    "protection_of",
    "save",
    "save_settings",
    "system_keystore",
]
