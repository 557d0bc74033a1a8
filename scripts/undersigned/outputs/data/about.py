"""What every JSON file of many letters or entries begins with."""

from undersigned.model.settings import Settings
from undersigned.views.data_files import SCHEMA_VERSION


def about(settings: Settings) -> dict[str, object]:
    """Return the version, and whose archive under which licence this is."""
    said = {
        "schema_version": SCHEMA_VERSION,
        "site": {"name": settings.site_name, "url": settings.absolute("")},
        "publisher": settings.publisher,
        "rights": settings.rights,
    }
    return {key: value for key, value in said.items() if value}
