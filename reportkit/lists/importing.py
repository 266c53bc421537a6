"""The list in any document into a master: read, clean, resolve units, and say what was guessed or mended."""

from collections.abc import Sequence
from dataclasses import replace

from reportkit.files.container import read_document
from reportkit.imported import Imported, ImportOptions
from reportkit.lists.blocks import as_meant, with_said
from reportkit.lists.building import build
from reportkit.lists.default_day import with_default_day
from reportkit.lists.first_leads import with_first_leading
from reportkit.lists.headings import own_headings
from reportkit.lists.names import KnownUnits
from reportkit.lists.reading import Cleaned, Reader, Reading, cleaned, only
from reportkit.lists.refusing import no_list, refuse_form, refuse_unlikely
from reportkit.lists.several import Source, together
from reportkit.lists.titles import title_of
from reportkit.model import Vocabulary

_CERTAIN = 0.9
"""How likely a reading must be for a text not to be read in another way."""


def import_list(
    name: str, data: bytes, *, options: ImportOptions = ImportOptions(), vocabulary: Vocabulary = Vocabulary()
) -> Imported:
    """Read the list of key tasks from one document, as `import_lists` does from several."""
    return import_lists([(name, data)], options=options, vocabulary=vocabulary)


def import_lists(
    documents: Sequence[tuple[str, bytes]],
    *,
    options: ImportOptions = ImportOptions(),
    vocabulary: Vocabulary = Vocabulary(),
) -> Imported:
    """Read the list of key tasks from documents; the list of each is a section of the whole.

    Args:
        documents: name and bytes of each; the name tells the year, never the format.
        options: what a person says of the list.
        vocabulary: what the office says of its own words; its headings and kept words come along into the master.

    Raises:
        ReportkitError: nothing can be imported from one of them; the message says why.
    """
    blocks = as_meant(vocabulary.blocks)
    vocabulary = replace(vocabulary, headings=with_said(vocabulary.headings, blocks), blocks=blocks)
    sources: list[Source] = []
    for name, data in documents:
        sources.append(_read(name, data, options, vocabulary))
        # All are in the script of the first.
        options = replace(options, script=sources[0].document.repairs.script)
    source = together(sources)
    return build(source.name, source.listing, source.document, options, vocabulary)


def _read(name: str, data: bytes, options: ImportOptions, vocabulary: Vocabulary) -> Source:
    """Return the list in a document, as it is read best.

    Raises:
        ReportkitError: it holds none.
    """
    reader = Reader(name, own_headings(vocabulary.headings), KnownUnits.of(vocabulary.units), options)
    sources: list[Cleaned] = []
    found: list[Reading] = []
    for document in read_document(name, data):
        sources.append(cleaned(only(name, document, options.sheets), options.script, vocabulary))
        refuse_form(name, sources[-1].whole)
        found += reader.readings(sources[-1])
        if any(one.is_plausible and one.likelihood >= _CERTAIN for one in found):
            break
    # A flattened text has a heading on a line of its own as well.
    best = _best(found or [reader.of_one_heading(source) for source in sources])
    if best is None:
        raise no_list(name, [source.whole for source in sources], reader.own)
    refuse_unlikely(name, best.source.read, best.listing, reader.known, reader.own)
    title = title_of(name, best.source.read, best.listing)
    listing = with_first_leading(replace(best.listing, title=title), best.source.whole)
    listing = with_default_day(listing, best.source.whole)
    return Source(name, listing, best.source)


def _best(readings: Sequence[Reading]) -> Reading | None:
    """Return the best reading that holds any tasks."""
    return max((one for one in readings if one.listing.tasks), key=Reading.rank, default=None)
