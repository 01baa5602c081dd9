"""Workbooks for tests: whole ones by XlsxWriter, odd ones part by part."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

Table = Sequence[Sequence[Any]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FORMATS = {
    datetime: "yyyy-mm-dd hh:mm:ss",
    date: "yyyy-mm-dd",
    time: "hh:mm:ss",
    timedelta: "[h]:mm:ss",
}


def xlsx(path: Path, tables: Mapping[str, Table], hidden: Sequence[str] = ()) -> Path:
    """Write a workbook with a sheet for each table; numbers, dates and booleans become cells of their kind."""
    with xlsxwriter.Workbook(path) as workbook:
        formats = {kind: workbook.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        for name, rows in tables.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                for position, value in enumerate(row):
                    if value is not None:
                        sheet.write(number, position, value, formats.get(type(value)))
            if name in hidden:
                sheet.hide()
    return path


def raw_xlsx(
    path: Path, rows: str, *, before: str = "", declared: str = "", sheets: int = 1, **parts: str | bytes
) -> Path:
    """Write a workbook of one sheet whose XML is given, named once or often.

    `parts` are further ones, with "/" written as "__" and without ".xml".
    """
    named = "".join(f'<sheet name="Sheet {number}" sheetId="{number}" r:id="r1"/>' for number in range(1, sheets + 1))
    relation = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        archive.writestr("_rels/.rels", _relations(relation.format("r1", _OFFICE, "officeDocument", "xl/workbook.xml")))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            _relations(relation.format("r1", _OFFICE, "worksheet", "worksheets/sheet1.xml")),
        )
        sheet = f'{declared}<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in parts.items():
            archive.writestr(f"{name.replace('__', '/')}.xml", content)
    return path


def _relations(items: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def cell(place: str, text: str) -> str:
    """Return the XML of a cell of an XLSX sheet."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def ods(path: Path, tables: Mapping[str, str], manifest: str = "") -> Path:
    """Write an OpenDocument spreadsheet with a table for each piece of XML."""
    namespace = "urn:oasis:names:tc:opendocument:xmlns"
    found = (f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in tables.items())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{namespace}:manifest:1.0"><manifest:file-entry '
            f'manifest:full-path="content.xml" manifest:media-type="text/xml">{manifest}</manifest:file-entry>'
            "</manifest:manifest>",
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{namespace}:office:1.0" xmlns:table="{namespace}:table:1.0" '
            f'xmlns:text="{namespace}:text:1.0"><office:body><office:spreadsheet>{"".join(found)}'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def ods_row(*cells: str, times: int = 1) -> str:
    """Return the XML of a row; what is no XML becomes a cell of text."""
    repeat = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{repeat}>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(text: str) -> str:
    if text.startswith("<"):
        return text
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def ods_value(kind: str, value: str) -> str:
    """Return the XML of a cell that holds a value of a kind: float, date, time, boolean."""
    name = {"float": "value"}.get(kind, f"{kind}-value")
    return f'<table:table-cell office:value-type="{kind}" office:{name}="{value}"/>'
