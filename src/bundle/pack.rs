//! The compact form in which the app receives a bundle that was read and checked.
//!
//! Reading JSON, and reporting every mistake in it, would be a sixth of all code that a browser
//! loads. So the build reads the bundle once, and the app unpacks the result: bytes that
//! contain the values in the order of the fields, without names. A bundle that is newer than
//! the build is read by a program of its own (`src/bin/reader.rs`), which packs it the same
//! way.
//!
//! The form has no version and promises nothing: both sides are always of one build, and
//! the browser checks the file's hash (`integrity`) before the app sees it.

/// A type with a compact form.
pub trait Pack: Sized {
    /// Appends the value to `out`.
    fn pack(&self, out: &mut Vec<u8>);

    /// Reads the value at the position of `input`.
    ///
    /// # Panics
    /// If the bytes are not what [`Pack::pack`] wrote.
    fn unpack(input: &mut Unpacker<'_>) -> Self;
}

/// Bytes, and how far they were read.
pub struct Unpacker<'a> {
    rest: &'a [u8],
}

impl<'a> Unpacker<'a> {
    /// Starts at the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Unpacker { rest: bytes }
    }

    #[inline(never)]
    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(count);
        self.rest = rest;
        taken
    }

    /// The next byte, which says what variant of an enum follows.
    #[inline(never)]
    pub fn byte(&mut self) -> u8 {
        self.take(1)[0]
    }

    #[inline(never)]
    fn text(&mut self) -> &'a str {
        let length = u64::unpack(self) as usize;
        std::str::from_utf8(self.take(length)).expect("packed text is UTF-8")
    }
}

/// LEB128, as in WebAssembly and DWARF: seven bits a byte, the lowest first.
impl Pack for u64 {
    fn pack(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 0x7f {
            out.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        out.push(rest as u8);
    }

    #[inline(never)]
    fn unpack(input: &mut Unpacker<'_>) -> Self {
        let mut value = 0;
        let mut shift = 0;
        loop {
            let byte = input.byte();
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return value;
            }
            shift += 7;
        }
    }
}

/// The sign in the lowest bit, so that small negative numbers are short too.
impl Pack for i64 {
    fn pack(&self, out: &mut Vec<u8>) {
        (((self << 1) ^ (self >> 63)) as u64).pack(out);
    }

    fn unpack(input: &mut Unpacker<'_>) -> Self {
        let bits = u64::unpack(input);
        (bits >> 1) as i64 ^ -((bits & 1) as i64)
    }
}

impl Pack for u16 {
    fn pack(&self, out: &mut Vec<u8>) {
        u64::from(*self).pack(out);
    }

    fn unpack(input: &mut Unpacker<'_>) -> Self {
        u64::unpack(input) as u16
    }
}

impl Pack for u8 {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }

    fn unpack(input: &mut Unpacker<'_>) -> Self {
        input.byte()
    }
}

impl Pack for bool {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn unpack(input: &mut Unpacker<'_>) -> Self {
        input.byte() == 1
    }
}

impl Pack for String {
    fn pack(&self, out: &mut Vec<u8>) {
        (self.len() as u64).pack(out);
        out.extend_from_slice(self.as_bytes());
    }

    #[inline(never)]
    fn unpack(input: &mut Unpacker<'_>) -> Self {
        input.text().to_owned()
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_some()));
        if let Some(value) = self {
            value.pack(out);
        }
    }

    fn unpack(input: &mut Unpacker<'_>) -> Self {
        bool::unpack(input).then(|| T::unpack(input))
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        (self.len() as u64).pack(out);
        for item in self {
            item.pack(out);
        }
    }

    #[inline(never)]
    fn unpack(input: &mut Unpacker<'_>) -> Self {
        let count = u64::unpack(input) as usize;
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            items.push(T::unpack(input));
        }
        items
    }
}

/// Gives a struct the compact form of its fields, one after the other; a tuple struct
/// names them by number.
macro_rules! pack_fields {
    ($name:ident { $($field:tt),* $(,)? }) => {
        impl $crate::bundle::pack::Pack for $name {
            fn pack(&self, out: &mut Vec<u8>) {
                $( $crate::bundle::pack::Pack::pack(&self.$field, out); )*
            }

            #[inline(never)]
            fn unpack(input: &mut $crate::bundle::pack::Unpacker<'_>) -> Self {
                $name { $( $field: $crate::bundle::pack::Pack::unpack(input), )* }
            }
        }
    };
}

/// Gives an enum a compact form: a byte for the variant, then its fields.
macro_rules! pack_variants {
    ($name:ident {
        $( $number:literal = $variant:ident $( ( $($place:ident),* ) )? $( { $($field:ident),* } )? ),* $(,)?
    }) => {
        impl $crate::bundle::pack::Pack for $name {
            fn pack(&self, out: &mut Vec<u8>) {
                match self {
                    $( $name::$variant $( ( $($place),* ) )? $( { $($field),* } )? => {
                        out.push($number);
                        $( $( $crate::bundle::pack::Pack::pack($place, out); )* )?
                        $( $( $crate::bundle::pack::Pack::pack($field, out); )* )?
                    } )*
                }
            }

            #[inline(never)]
            fn unpack(input: &mut $crate::bundle::pack::Unpacker<'_>) -> Self {
                match input.byte() {
                    $( $number => {
                        $( $( let $place = $crate::bundle::pack::Pack::unpack(input); )* )?
                        $( $( let $field = $crate::bundle::pack::Pack::unpack(input); )* )?
                        $name::$variant $( ( $($place),* ) )? $( { $($field),* } )?
                    } )*
                    _ => panic!("packed bytes are of another build"),
                }
            }
        }
    };
}

pub(crate) use {pack_fields, pack_variants};
