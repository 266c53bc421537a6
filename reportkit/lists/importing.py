"""The list in any document into a master: read, clean, resolve units, and say what was guessed or mended."""

from dataclasses import replace

from reportkit.files.container import read_document
from reportkit.lists.blocks import with_said
from reportkit.lists.building import Imported, build
from reportkit.lists.headings import own_headings
from reportkit.lists.names import KnownUnits
from reportkit.lists.reading import Cleaned, ImportOptions, Reader, Reading, cleaned, only
from reportkit.lists.refusing import no_list, refuse_form, refuse_unlikely
from reportkit.lists.titles import title_of
from reportkit.model import Vocabulary

_CERTAIN = 0.9
"""How likely a reading must be for a text not to be read in another way."""


def import_list(
    name: str, data: bytes, *, options: ImportOptions = ImportOptions(), vocabulary: Vocabulary = Vocabulary()
) -> Imported:
    """Read the list of key tasks from a document.

    Args:
        name: of the document; it tells the year, never the format.
        data: the document.
        options: what a person says of the list.
        vocabulary: what the office says of its own words; its headings and kept words come along into the master.

    Raises:
        ReportkitError: nothing can be imported; the message says why.
    """
    vocabulary = replace(vocabulary, headings=with_said(vocabulary.headings, vocabulary.blocks))
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
    found = found or [reader.of_one_heading(source) for source in sources]
    best = max((one for one in found if one.listing.tasks), key=Reading.rank, default=None)
    if best is None:
        raise no_list(name, [source.whole for source in sources], reader.own)
    refuse_unlikely(name, best.source.read, best.listing, reader.known)
    titled = replace(best.listing, title=title_of(name, best.source.read, best.listing))
    return build(name, titled, best.source, options, vocabulary)
