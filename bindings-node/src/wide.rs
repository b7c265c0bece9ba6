//! Floating numbers that JavaScript does not have, to and from their images.

use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use sandbridge_interface::wide::{
    Integer, half_from_f64, half_to_f64, quad_from_f64, quad_from_integer, quad_to_f64,
};
use sandbridge_interface::{Code, Error};

use crate::error::guard;

/// The image of the `long double` of that value.
#[napi]
pub(crate) fn quad_of_number(value: f64) -> Uint8Array {
    Uint8Array::new(quad_from_f64(value).to_vec())
}

/// The image of the `long double` nearest to an integer in decimal digits.
#[napi]
pub(crate) fn quad_of_integer(digits: String) -> napi::Result<Uint8Array> {
    guard(|| {
        let value = digits
            .parse::<i128>()
            .map(Integer::Signed)
            .or_else(|_| digits.parse::<u128>().map(Integer::unsigned))
            .map_err(|_| {
                Error::new(Code::OutOfRange, format!("{digits} has more than 128 bits"))
            })?;
        Ok(Uint8Array::new(quad_from_integer(value).to_vec()))
    })
}

/// The double nearest to a `long double`, given by its image.
#[napi]
pub(crate) fn number_of_quad(image: &[u8]) -> napi::Result<f64> {
    guard(|| match image.first_chunk() {
        Some(image) => Ok(quad_to_f64(*image)),
        None => Err(Error::bug("an image of a `long double` without 16 bytes")),
    })
}

/// The bits of the `_Float16` nearest to the number.
#[napi]
pub(crate) fn half_of_number(value: f64) -> u32 {
    half_from_f64(value).into()
}

/// The number that a `_Float16` is, given by its bits.
#[napi]
pub(crate) fn number_of_half(bits: u32) -> f64 {
    half_to_f64(bits as u16)
}
