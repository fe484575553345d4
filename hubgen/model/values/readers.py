"""The function of each value type, by the name that field tables use."""

from __future__ import annotations

from hubgen.model.values.addresses import read_email, read_phone, read_url
from hubgen.model.values.base import Reader
from hubgen.model.values.codes import (
    read_code,
    read_country,
    read_currency,
    read_enum,
    read_hs,
    read_lang,
    read_region,
    read_sector,
)
from hubgen.model.values.days import read_date, read_datetime, read_span
from hubgen.model.values.numbers import read_bool, read_int, read_number, read_percent
from hubgen.model.values.text import read_markdown, read_path, read_slug, read_text

READERS: dict[str, Reader] = {
    "text": read_text,
    "string": read_text,
    "md": read_markdown,
    "slug": read_slug,
    "path": read_path,
    "date": read_date,
    "datetime": read_datetime,
    "days": read_span("d"),
    "months": read_span("m"),
    "int": read_int,
    "number": read_number,
    "percent": read_percent,
    "bool": read_bool,
    "url": read_url,
    "email": read_email,
    "phone": read_phone,
    "country": read_country,
    "region": read_region,
    "sector": read_sector,
    "hs": read_hs,
    "code": read_code,
    "currency": read_currency,
    "lang": read_lang,
    "enum": read_enum,
}
