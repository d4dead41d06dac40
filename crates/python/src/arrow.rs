//! Tables through Arrow's C stream interface, fed from our own columns.
//!
//! The layouts and the rules of who frees what are those of the Arrow C data interface and
//! C stream interface (Apache Arrow, "The Arrow C data interface"). Three structures pass a
//! table to any reader in the same process; each carries the function that frees it.
//!
//! This is the one file of the package with `unsafe`: it hands out raw pointers to memory
//! that a reader in another language frees when it likes. What keeps them right:
//!
//! - every structure owns what it points to through `private_data`, a box that only its
//!   `release` opens, and `release` sets itself to null, so that it runs once;
//! - numbers are not copied: an array keeps its [`Table`] alive by a counted reference, and
//!   no one can change a table that is shared;
//! - the structures are moved only before anybody else has seen them.

#![allow(unsafe_code)]

use groundswell_tables::table::{Field, Kind, Table, TableColumn, Values};
use std::ffi::{CString, c_char, c_int, c_void};
use std::ptr::{null, null_mut};
use std::sync::Arc;

/// `ARROW_FLAG_NULLABLE`.
const NULLABLE: i64 = 2;

/// `struct ArrowSchema`.
#[repr(C)]
pub(crate) struct Schema {
    format: *const c_char,
    name: *const c_char,
    metadata: *const c_char,
    flags: i64,
    n_children: i64,
    children: *mut *mut Schema,
    dictionary: *mut Schema,
    release: Option<unsafe extern "C" fn(*mut Schema)>,
    private_data: *mut c_void,
}

/// `struct ArrowArray`.
#[repr(C)]
pub(crate) struct Array {
    length: i64,
    null_count: i64,
    offset: i64,
    n_buffers: i64,
    n_children: i64,
    buffers: *mut *const c_void,
    children: *mut *mut Array,
    dictionary: *mut Array,
    release: Option<unsafe extern "C" fn(*mut Array)>,
    private_data: *mut c_void,
}

/// `struct ArrowArrayStream`.
#[repr(C)]
pub(crate) struct Stream {
    get_schema: Option<unsafe extern "C" fn(*mut Stream, *mut Schema) -> c_int>,
    get_next: Option<unsafe extern "C" fn(*mut Stream, *mut Array) -> c_int>,
    get_last_error: Option<unsafe extern "C" fn(*mut Stream) -> *const c_char>,
    release: Option<unsafe extern "C" fn(*mut Stream)>,
    private_data: *mut c_void,
}

// SAFETY: what the pointers lead to is owned by the structure and made of values that are
// `Send`; nothing of it belongs to a thread.
unsafe impl Send for Schema {}
// SAFETY: as above.
unsafe impl Send for Array {}
// SAFETY: as above; the iterator inside is asked for to be `Send`.
unsafe impl Send for Stream {}

macro_rules! freed_when_dropped {
    ($($name:ident),*) => {$(
        impl Drop for $name {
            fn drop(&mut self) {
                if let Some(release) = self.release {
                    // SAFETY: a structure whose `release` is not null has not been freed.
                    unsafe { release(self) };
                }
            }
        }
    )*};
}
freed_when_dropped!(Schema, Array, Stream);

/// Tables one after the other, all of one schema.
pub(crate) type Parts = Box<dyn Iterator<Item = Result<Table, String>> + Send>;

// ------------------------------------------------------------------------ schemas

/// What a schema owns: its texts, its children and the list of pointers to them.
struct SchemaOwned {
    _texts: [CString; 2],
    _metadata: Vec<u8>,
    // Boxed twice over: readers hold on to the children's addresses.
    #[allow(clippy::vec_box)]
    _children: Vec<Box<Schema>>,
    pointers: Vec<*mut Schema>,
}

unsafe extern "C" fn release_schema(schema: *mut Schema) {
    // SAFETY: called by whoever holds the structure, with a valid pointer, once.
    let schema = unsafe { &mut *schema };
    schema.release = None;
    // SAFETY: `private_data` came from `Box::into_raw` of this type.
    drop(unsafe { Box::from_raw(schema.private_data.cast::<SchemaOwned>()) });
}

fn schema(format: &str, name: &str, notes: &[(&str, &str)], flags: i64, children: Vec<Schema>) -> Schema {
    // Names of columns come from tables and have no zero bytes; cut where one had.
    let text = |text: &str| CString::new(text.split('\0').next().unwrap_or_default()).unwrap_or_default();
    let mut metadata = Vec::new();
    if !notes.is_empty() {
        metadata.extend((notes.len() as i32).to_ne_bytes());
        for part in notes.iter().flat_map(|(key, value)| [key, value]) {
            metadata.extend((part.len() as i32).to_ne_bytes());
            metadata.extend(part.as_bytes());
        }
    }
    let texts = [text(format), text(name)];
    let mut children: Vec<Box<Schema>> = children.into_iter().map(Box::new).collect();
    let pointers = children.iter_mut().map(|child| &raw mut **child).collect();
    let (format, name) = (texts[0].as_ptr(), texts[1].as_ptr());
    let noted = if metadata.is_empty() { null() } else { metadata.as_ptr().cast() };
    let mut owned = Box::new(SchemaOwned { _texts: texts, _metadata: metadata, _children: children, pointers });
    Schema {
        format,
        name,
        metadata: noted,
        flags,
        n_children: owned.pointers.len() as i64,
        children: owned.pointers.as_mut_ptr(),
        dictionary: null_mut(),
        release: Some(release_schema),
        private_data: Box::into_raw(owned).cast(),
    }
}

fn format(kind: Kind) -> &'static str {
    match kind {
        Kind::U8 => "C",
        Kind::U16 => "S",
        Kind::U32 => "I",
        Kind::U64 => "L",
        Kind::I32 => "i",
        Kind::I64 => "l",
        Kind::F32 => "f",
        Kind::F64 => "g",
        Kind::Bool => "b",
        Kind::Text => "u",
        // Microseconds on the scenario's own clock: no zone.
        Kind::Time => "tsu:",
    }
}

/// The schema of a table: a struct of its columns, each with unit and meaning.
pub(crate) fn schema_of(fields: &[Field]) -> Schema {
    let child = |field: &Field| {
        let notes = [("unit", field.unit.as_ref()), ("meaning", field.meaning.as_ref())];
        schema(format(field.kind), &field.name, &notes, if field.nullable { NULLABLE } else { 0 }, vec![])
    };
    schema("+s", "", &[], 0, fields.iter().map(child).collect())
}

// ------------------------------------------------------------------------- arrays

/// What an array owns: its buffers, or the table that holds them, and its children.
struct ArrayOwned {
    _table: Arc<Table>,
    _made: Vec<Vec<u8>>,
    // Boxed twice over: readers hold on to the children's addresses.
    #[allow(clippy::vec_box)]
    _children: Vec<Box<Array>>,
    buffers: Vec<*const c_void>,
    pointers: Vec<*mut Array>,
}

unsafe extern "C" fn release_array(array: *mut Array) {
    // SAFETY: called by whoever holds the structure, with a valid pointer, once.
    let array = unsafe { &mut *array };
    array.release = None;
    // SAFETY: `private_data` came from `Box::into_raw` of this type.
    drop(unsafe { Box::from_raw(array.private_data.cast::<ArrayOwned>()) });
}

fn array(
    table: &Arc<Table>,
    (length, nulls): (usize, usize),
    buffers: Vec<*const c_void>,
    made: Vec<Vec<u8>>,
    children: Vec<Array>,
) -> Array {
    let mut children: Vec<Box<Array>> = children.into_iter().map(Box::new).collect();
    let pointers = children.iter_mut().map(|child| &raw mut **child).collect();
    let mut owned = Box::new(ArrayOwned { _table: table.clone(), _made: made, _children: children, buffers, pointers });
    Array {
        length: length as i64,
        null_count: nulls as i64,
        offset: 0,
        n_buffers: owned.buffers.len() as i64,
        n_children: owned.pointers.len() as i64,
        buffers: owned.buffers.as_mut_ptr(),
        children: owned.pointers.as_mut_ptr(),
        dictionary: null_mut(),
        release: Some(release_array),
        private_data: Box::into_raw(owned).cast(),
    }
}

/// One bit a row, the first in the lowest bit.
fn bits(flags: impl Iterator<Item = bool>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (i, flag) in flags.enumerate() {
        if i % 8 == 0 {
            bytes.push(0);
        }
        if let Some(last) = bytes.last_mut().filter(|_| flag) {
            *last |= 1 << (i % 8);
        }
    }
    bytes
}

fn array_of_column(table: &Arc<Table>, column: &TableColumn) -> Array {
    let (rows, nulls) = (column.len(), column.nulls());
    let mut made: Vec<Vec<u8>> = Vec::new();
    let mut buffers: Vec<*const c_void> = Vec::new();
    let mut keep = |bytes: Vec<u8>| {
        let at: *const c_void = bytes.as_ptr().cast();
        made.push(bytes);
        at
    };
    buffers.push(if nulls == 0 { null() } else { keep(bits((0..rows).map(|row| !column.is_null(row)))) });
    match column.values() {
        Values::U8(v) => buffers.push(v.as_ptr().cast()),
        Values::U16(v) => buffers.push(v.as_ptr().cast()),
        Values::U32(v) => buffers.push(v.as_ptr().cast()),
        Values::U64(v) => buffers.push(v.as_ptr().cast()),
        Values::I32(v) => buffers.push(v.as_ptr().cast()),
        Values::I64(v) | Values::Time(v) => buffers.push(v.as_ptr().cast()),
        Values::F32(v) => buffers.push(v.as_ptr().cast()),
        Values::F64(v) => buffers.push(v.as_ptr().cast()),
        Values::Bool(v) => buffers.push(keep(bits(v.iter().copied()))),
        Values::Text(text) => {
            let (words, mut ends, mut letters, mut end) = (text.words(), Vec::new(), Vec::new(), 0i32);
            ends.extend(end.to_ne_bytes());
            for &code in text.codes() {
                let word = words[code as usize].as_bytes();
                // A part is a row group of at most 2^20 rows; its words are names and sentences.
                end = i32::try_from(word.len()).ok().and_then(|len| end.checked_add(len)).unwrap_or(end);
                letters.extend_from_slice(&word[..(end as usize).saturating_sub(letters.len())]);
                ends.extend(end.to_ne_bytes());
            }
            buffers.push(keep(ends));
            buffers.push(keep(letters));
        }
    }
    array(table, (rows, nulls), buffers, made, vec![])
}

fn array_of(table: Table) -> Array {
    let table = Arc::new(table);
    let columns = table.columns().iter().map(|column| array_of_column(&table, column)).collect();
    array(&table, (table.rows(), 0), vec![null()], vec![], columns)
}

// ------------------------------------------------------------------------ streams

/// What a stream owns: the parts still to come, and what went wrong last.
struct StreamOwned {
    fields: Vec<Field>,
    parts: Parts,
    error: CString,
}

/// `EIO`: a part could not be read. The text of the error says which.
const UNREADABLE: c_int = 5;

unsafe extern "C" fn get_schema(stream: *mut Stream, out: *mut Schema) -> c_int {
    // SAFETY: a reader calls this on a stream that it has not freed.
    let owned = unsafe { &mut *(*stream).private_data.cast::<StreamOwned>() };
    // SAFETY: `out` is memory of the reader's for one schema, with nothing in it to drop.
    unsafe { out.write(schema_of(&owned.fields)) };
    0
}

unsafe extern "C" fn get_next(stream: *mut Stream, out: *mut Array) -> c_int {
    // SAFETY: as in `get_schema`.
    let owned = unsafe { &mut *(*stream).private_data.cast::<StreamOwned>() };
    let next = match owned.parts.next() {
        Some(Ok(table)) => array_of(table),
        Some(Err(why)) => {
            owned.error = CString::new(why.replace('\0', " ")).unwrap_or_default();
            return UNREADABLE;
        }
        // The end is an array without a `release`.
        None => Array {
            length: 0,
            null_count: 0,
            offset: 0,
            n_buffers: 0,
            n_children: 0,
            buffers: null_mut(),
            children: null_mut(),
            dictionary: null_mut(),
            release: None,
            private_data: null_mut(),
        },
    };
    // SAFETY: as in `get_schema`.
    unsafe { out.write(next) };
    0
}

unsafe extern "C" fn get_last_error(stream: *mut Stream) -> *const c_char {
    // SAFETY: as in `get_schema`.
    unsafe { &*(*stream).private_data.cast::<StreamOwned>() }.error.as_ptr()
}

unsafe extern "C" fn release_stream(stream: *mut Stream) {
    // SAFETY: called by whoever holds the structure, with a valid pointer, once.
    let stream = unsafe { &mut *stream };
    stream.release = None;
    // SAFETY: `private_data` came from `Box::into_raw` of this type.
    drop(unsafe { Box::from_raw(stream.private_data.cast::<StreamOwned>()) });
}

/// A stream of tables of these columns.
pub(crate) fn stream_of(fields: Vec<Field>, parts: Parts) -> Stream {
    Stream {
        get_schema: Some(get_schema),
        get_next: Some(get_next),
        get_last_error: Some(get_last_error),
        release: Some(release_stream),
        private_data: Box::into_raw(Box::new(StreamOwned { fields, parts, error: CString::default() })).cast(),
    }
}
