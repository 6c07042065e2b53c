//! The tantivy side: terms with their postings and positions, as the inverted index of a segment.
//!
//! A segment has more components than an inverted index; the others are empty here, the same for all files, and lie
//! in the hot file once.

use std::io::Write;
use std::sync::Arc;

use crate::guard::guarded;
use tantivy::directory::{RamDirectory, TerminatingWrite};
use tantivy::index::{InvertedIndexReader, SegmentComponent, SegmentId, SegmentReader};
use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{DocSet, Index, IndexSettings, TERMINATED, TantivyError};

const INVERTED: [SegmentComponent; 3] =
    [SegmentComponent::Terms, SegmentComponent::Postings, SegmentComponent::Positions];
const EMPTY: [SegmentComponent; 3] =
    [SegmentComponent::Store, SegmentComponent::FastFields, SegmentComponent::FieldNorms];

/// What the parts of a file of terms are called.
pub(super) const INVERTED_PARTS: [&str; 3] = ["terms", "postings", "positions"];
/// What the empty components are called in the hot file.
pub(super) const EMPTY_PARTS: [&str; 3] = ["store", "fast", "fieldnorms"];

/// The bytes of three components.
pub(super) type Parts<T> = [T; 3];

/// Where each position a term stands at: document and position, in order.
pub(super) type Places = Vec<(u32, u32)>;

fn schema() -> (Schema, Field) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let field = builder.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
    (builder.build(), field)
}

/// An index in memory that segments are put into.
pub(super) struct Shelf {
    index: Index,
    field: Field,
    documents: u32,
}

impl std::fmt::Debug for Shelf {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Shelf").field("documents", &self.documents).finish_non_exhaustive()
    }
}

impl Shelf {
    pub(super) fn new(documents: u32) -> tantivy::Result<Self> {
        let (schema, field) = schema();
        let index = Index::create(RamDirectory::create(), schema, IndexSettings::default())?;
        Ok(Self { index, field, documents })
    }

    fn segment(&self, number: usize) -> tantivy::Result<tantivy::Segment> {
        let id = SegmentId::from_uuid_string(&format!("{number:032x}"))
            .map_err(|_| TantivyError::InvalidArgument("number of a segment".to_owned()))?;
        Ok(self.index.segment(self.index.new_segment_meta(id, self.documents)))
    }

    /// Opens the inverted index of the nth file.
    pub(super) fn open(
        &self,
        number: usize,
        inverted: Parts<&[u8]>,
        empty: Parts<&[u8]>,
    ) -> tantivy::Result<Arc<InvertedIndexReader>> {
        let segment = self.segment(number)?;
        let parts = INVERTED.into_iter().chain(EMPTY).zip(inverted.into_iter().chain(empty));
        for (component, bytes) in parts {
            let mut file = segment.open_write(component)?;
            file.write_all(bytes)?;
            file.terminate()?;
        }
        guarded(|| SegmentReader::open(&segment)?.inverted_index(self.field))
    }
}

/// Where a term stands.
pub(super) fn places(reader: &InvertedIndexReader, term: &[u8]) -> tantivy::Result<Option<Places>> {
    guarded(|| reader.terms().get(term)?.map(|info| places_of(reader, &info)).transpose())
}

/// Where all terms stand that begin so.
pub(super) fn places_below(reader: &InvertedIndexReader, prefix: &[u8]) -> tantivy::Result<Places> {
    guarded(|| {
        let mut all = Places::new();
        let mut stream = reader.terms().range().ge(prefix).into_stream()?;
        while stream.advance() && stream.key().starts_with(prefix) {
            all.extend(places_of(reader, stream.value())?);
        }
        Ok(all)
    })
}

fn places_of(reader: &InvertedIndexReader, info: &TermInfo) -> tantivy::Result<Places> {
    let mut postings = reader.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?;
    let mut places = Places::with_capacity(info.doc_freq as usize);
    let mut positions = Vec::new();
    while postings.doc() != TERMINATED {
        postings.positions(&mut positions);
        places.extend(positions.iter().map(|position| (postings.doc(), *position)));
        postings.advance();
    }
    Ok(places)
}

#[cfg(feature = "write")]
pub(super) use writing::{empty, inverted};

#[cfg(feature = "write")]
mod writing {
    use super::{EMPTY, INVERTED, Parts, Places, Shelf};
    use tantivy::fastfield::FastFieldsWriter;
    use tantivy::fieldnorm::FieldNormsSerializer;
    use tantivy::index::SegmentComponent;
    use tantivy::postings::InvertedIndexSerializer;
    use tantivy::store::{Compressor, StoreWriter};
    use tantivy::{Segment, TantivyError};

    /// The inverted index of some terms, which have to be in order.
    pub(in crate::search) fn inverted<'a>(
        documents: u32,
        terms: impl Iterator<Item = (&'a [u8], &'a Places)>,
    ) -> tantivy::Result<Parts<Vec<u8>>> {
        let shelf = Shelf::new(documents)?;
        let segment = shelf.segment(0)?;
        let mut serializer = InvertedIndexSerializer::open(&segment)?;
        let mut field = serializer.new_field(shelf.field, 0, None)?;
        let mut deltas = Vec::new();
        for (term, places) in terms {
            let documents = places.chunk_by(|a, b| a.0 == b.0);
            field.new_term(term, documents.clone().count() as u32, true)?;
            for places in documents {
                let mut before = 0;
                deltas.clear();
                deltas.extend(
                    places.iter().map(|(_, position)| position - std::mem::replace(&mut before, *position)),
                );
                field.write_doc(places[0].0, deltas.len() as u32, &deltas);
            }
            field.close_term()?;
        }
        field.close()?;
        serializer.close()?;
        read(&segment, INVERTED)
    }

    /// The components that hold nothing.
    pub(in crate::search) fn empty(documents: u32) -> tantivy::Result<Parts<Vec<u8>>> {
        let shelf = Shelf::new(documents)?;
        let segment = shelf.segment(0)?;
        let store = segment.open_write(SegmentComponent::Store)?;
        StoreWriter::new(store, Compressor::None, 4096, false)?.close()?;
        FieldNormsSerializer::from_write(segment.open_write(SegmentComponent::FieldNorms)?)?.close()?;
        let mut fast = FastFieldsWriter::from_schema_and_tokenizer_manager(
            &segment.schema(),
            shelf.index.tokenizers().clone(),
        )?;
        let mut file = segment.open_write(SegmentComponent::FastFields)?;
        fast.serialize(&mut file, None)?;
        tantivy::directory::TerminatingWrite::terminate(file)?;
        read(&segment, EMPTY)
    }

    fn read(segment: &Segment, components: [SegmentComponent; 3]) -> tantivy::Result<Parts<Vec<u8>>> {
        let mut parts = Parts::<Vec<u8>>::default();
        for (part, component) in parts.iter_mut().zip(components) {
            let bytes = segment.open_read(component).map_err(TantivyError::from)?.read_bytes()?;
            *part = bytes.as_slice().to_vec();
        }
        Ok(parts)
    }
}
