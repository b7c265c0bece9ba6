//! Numbers that no host has as its own, to and from their images: `long double`, `_Float16`,
//! `__int128` and `_BitInt`. All floating conversions round to nearest, ties to even.

use crate::plan::Wide;

/// An integer of up to 128 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Integer {
    /// Of a signed type, or small enough for one.
    Signed(i128),
    /// Above `i128::MAX`.
    Large(u128),
}

impl Integer {
    /// The integer of that value, in its one form.
    pub fn unsigned(value: u128) -> Self {
        i128::try_from(value).map_or(Self::Large(value), Self::Signed)
    }
}

/// The least and the greatest value of an integer type; `None` for floating types and for more
/// than 128 bits.
pub fn range(wide: Wide) -> Option<(i128, u128)> {
    let (bits, signed) = width(wide)?;
    let unused = 128 - bits;
    Some(match signed {
        true => (i128::MIN >> unused, (i128::MAX >> unused).cast_unsigned()),
        false => (0, u128::MAX >> unused),
    })
}

/// The integer's image, sign- or zero-extended to 16 bytes, of which the type's size counts;
/// `None` when it does not fit.
///
/// ```
/// use sandbridge_interface::{plan::Wide, wide::{Integer, integer_image}};
///
/// let seven_bits = Wide::BitInt { bits: 7, signed: true };
/// assert_eq!(integer_image(seven_bits, Integer::Signed(-64)).map(|image| image[0]), Some(0xc0));
/// assert_eq!(integer_image(seven_bits, Integer::Signed(64)), None);
/// ```
pub fn integer_image(wide: Wide, value: Integer) -> Option<[u8; 16]> {
    let (low, high) = range(wide)?;
    let (fits, raw) = match value {
        Integer::Signed(value) => {
            let below = u128::try_from(value).is_ok_and(|value| value > high);
            (value >= low && !below, value.cast_unsigned())
        }
        Integer::Large(value) => (value <= high, value),
    };
    fits.then(|| raw.to_le_bytes())
}

/// The integer in an image, whose bits beyond the type's width are padding; missing bytes count as
/// zero. `None` as for [`range`].
pub fn integer(wide: Wide, image: &[u8]) -> Option<Integer> {
    let (bits, signed) = width(wide)?;
    let raw = u128::from_le_bytes(first_16(image));
    let unused = 128 - bits;
    Some(match signed {
        true => Integer::Signed((raw << unused).cast_signed() >> unused),
        false => Integer::unsigned((raw << unused) >> unused),
    })
}

fn width(wide: Wide) -> Option<(u32, bool)> {
    match wide {
        Wide::I128 => Some((128, true)),
        Wide::U128 => Some((128, false)),
        Wide::BitInt { bits: bits @ 1..=128, signed } => Some((bits, signed)),
        Wide::BitInt { .. } | Wide::F16 | Wide::F128 => None,
    }
}

fn first_16(image: &[u8]) -> [u8; 16] {
    let mut bytes = [0; 16];
    let size = image.len().min(16);
    bytes[..size].copy_from_slice(&image[..size]);
    bytes
}

/// IEEE 754 binary64 to the image of a binary128: exact.
pub fn quad_from_f64(value: f64) -> [u8; 16] {
    let bits = value.to_bits();
    let sign = u128::from(bits >> 63) << 127;
    let exponent = (bits >> 52 & 0x7ff) as u32;
    let mantissa = u128::from(bits & ((1 << 52) - 1));
    let (exponent, mantissa) = match (exponent, mantissa) {
        (0, 0) => (0, 0),
        (0, _) => {
            // Subnormal: its first bit becomes the implicit one.
            let shift = mantissa.leading_zeros() - (127 - 52);
            (16383 - 1023 + 1 - shift, (mantissa << shift) & ((1 << 52) - 1))
        }
        (0x7ff, _) => (0x7fff, mantissa),
        _ => (exponent + 16383 - 1023, mantissa),
    };
    (sign | u128::from(exponent) << 112 | mantissa << (112 - 52)).to_le_bytes()
}

/// The image of a binary128 to the nearest binary64.
pub fn quad_to_f64(image: [u8; 16]) -> f64 {
    let bits = u128::from_le_bytes(image);
    let sign = ((bits >> 127) as u64) << 63;
    let exponent = (bits >> 112 & 0x7fff) as i32;
    let mantissa = bits & ((1 << 112) - 1);
    let magnitude = match exponent - 16383 {
        16384 if mantissa == 0 => f64::INFINITY.to_bits(),
        16384 => f64::NAN.to_bits() | (mantissa >> 60) as u64,
        1024.. => f64::INFINITY.to_bits(),
        // A carry moves into the exponent by itself, up to infinity.
        power @ -1022.. => (((power + 1022) as u64) << 52) + rounded(1 << 112 | mantissa, 60),
        // Subnormal, or less than half of the least one.
        power @ -1075.. => rounded(1 << 112 | mantissa, (60 - 1022 - power) as u32),
        _ => 0,
    };
    f64::from_bits(sign | magnitude)
}

/// The integer as a binary128: the nearest, exact up to 113 bits.
pub fn quad_from_integer(value: Integer) -> [u8; 16] {
    let (sign, magnitude) = match value {
        Integer::Signed(value) => (u128::from(value < 0) << 127, value.unsigned_abs()),
        Integer::Large(value) => (0, value),
    };
    if magnitude == 0 {
        return [0; 16];
    }
    let power = 127 - magnitude.leading_zeros();
    let significand = match power {
        0..=112 => magnitude << (112 - power),
        _ => {
            let shift = power - 112;
            let (kept, rest) = (magnitude >> shift, magnitude & ((1 << shift) - 1));
            let half = 1 << (shift - 1);
            kept + u128::from(rest > half || rest == half && kept & 1 == 1)
        }
    };
    // The implicit first bit adds one to the exponent, a carry out of the significand another.
    let exponent = u128::from(power + 16383 - 1) << 112;
    (sign | (exponent + significand)).to_le_bytes()
}

/// `value >> shift`, rounded; at most 64 bits are left.
fn rounded(value: u128, shift: u32) -> u64 {
    let (kept, rest) = (value >> shift, value & ((1 << shift) - 1));
    let half = 1 << (shift - 1);
    (kept + u128::from(rest > half || rest == half && kept & 1 == 1)) as u64
}

/// IEEE 754 binary16 to binary64: exact.
pub fn half_to_f64(bits: u16) -> f64 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let exponent = i32::from(bits >> 10 & 0x1f);
    let mantissa = f64::from(bits & 0x3ff);
    sign * match exponent {
        0 => mantissa * 2f64.powi(-24),
        0x1f if mantissa == 0.0 => f64::INFINITY,
        0x1f => f64::NAN,
        _ => (1024.0 + mantissa) * 2f64.powi(exponent - 25),
    }
}

/// IEEE 754 binary64 to the nearest binary16.
pub fn half_from_f64(value: f64) -> u16 {
    let sign = ((value.to_bits() >> 63) as u16) << 15;
    if value.is_nan() {
        return sign | 0x7e00;
    }
    let magnitude = value.abs();
    // From here on everything rounds to infinity.
    if magnitude >= 65520.0 {
        return sign | 0x7c00;
    }
    let exponent = ((magnitude.to_bits() >> 52 & 0x7ff) as i32 - 1023).max(-14);
    // In units of the last place; a carry moves into the exponent by itself.
    let units = (magnitude * 2f64.powi(10 - exponent)).round_ties_even() as u16;
    sign | (((exponent + 14) as u16) << 10).wrapping_add(units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_round_trip() {
        for bits in 0..=u16::MAX {
            let value = half_to_f64(bits);
            if !value.is_nan() {
                assert_eq!(half_from_f64(value), bits, "{bits:#x} is {value}");
            }
        }
        assert_eq!(half_from_f64(65519.9), 0x7bff);
        assert_eq!(half_from_f64(65520.0), 0x7c00);
        assert_eq!(half_from_f64(2f64.powi(-25)), 0);
        assert_eq!(half_from_f64(2f64.powi(-25) * 1.1), 1);
    }

    #[test]
    fn doubles_widen_exactly_and_come_back() {
        let quad = |value| u128::from_le_bytes(quad_from_f64(value));
        assert_eq!(quad(1.0), 0x3fff << 112);
        assert_eq!(quad(-2.5), 0xc0004 << 108);
        assert_eq!(quad(f64::INFINITY), 0x7fff << 112);
        assert_eq!(quad(f64::from_bits(1)) >> 112, 16383 - 1074);
        assert_eq!(quad(-0.0), 1 << 127);
        // A walk over all exponents with changing mantissas.
        for step in 0..4096u64 {
            for bits in [step << 52, step << 52 | step.wrapping_mul(0x9e37_79b9_7f4a) >> 3] {
                let value = f64::from_bits(bits);
                if !value.is_nan() {
                    assert_eq!(quad_to_f64(quad_from_f64(value)).to_bits(), bits, "{value:e}");
                }
            }
        }
        assert!(quad_to_f64(quad_from_f64(f64::NAN)).is_nan());
    }

    #[test]
    fn quads_round_to_the_nearest_double() {
        let back = |quad: u128| quad_to_f64(quad.to_le_bytes());
        let one = 0x3fff << 112;
        assert_eq!(back(one | 1), 1.0);
        assert_eq!(back(one | 1 << 59), 1.0, "a tie goes to even");
        assert_eq!(back(one | 1 << 59 | 1), 1.0 + f64::EPSILON);
        assert_eq!(back(one | 3 << 59), 1.0 + 2.0 * f64::EPSILON, "a tie goes to even");
        assert_eq!(back(0x43fe << 112 | ((1 << 112) - 1)), f64::INFINITY, "a carry");
        assert_eq!(back(0x43ff << 112), f64::INFINITY);
        assert_eq!(
            back(0x7fff << 112 | 1 << 10).to_bits() & f64::NAN.to_bits(),
            f64::NAN.to_bits()
        );
        let least = 16383 - 1074;
        assert_eq!(back((least - 1) << 112), 0.0, "half of the least, a tie");
        assert_eq!(back((least - 1) << 112 | 1), f64::from_bits(1));
        assert_eq!(back((least - 2) << 112 | ((1 << 112) - 1)), 0.0);
        assert_eq!(back(1), 0.0);
        assert_eq!(back(1 << 127 | 1).to_bits(), (-0.0f64).to_bits());
    }

    #[test]
    fn integers_become_quads() {
        let quad = |value| u128::from_le_bytes(quad_from_integer(value));
        for value in [0, 1, -1, 7, 1 << 53, -(1 << 60)] {
            assert_eq!(
                quad(Integer::Signed(value)),
                u128::from_le_bytes(quad_from_f64(value as f64))
            );
        }
        assert_eq!(quad(Integer::Signed(1 << 112 | 1)), (0x3fff + 112) << 112 | 1);
        assert_eq!(quad(Integer::Signed(1 << 113 | 1)), (0x3fff + 113) << 112, "a tie to even");
        assert_eq!(quad(Integer::Large(u128::MAX)), (0x3fff + 128) << 112, "a carry");
        assert_eq!(quad(Integer::Signed(i128::MIN)), 1 << 127 | (0x3fff + 127) << 112);
    }

    #[test]
    fn integers_are_checked_against_their_width() {
        let bit = |bits, signed| Wide::BitInt { bits, signed };
        let fits = |wide, value| integer_image(wide, value).is_some();
        for (wide, value, expected) in [
            (Wide::I128, Integer::Signed(i128::MIN), true),
            (Wide::I128, Integer::Large(1 << 127), false),
            (Wide::U128, Integer::Large(u128::MAX), true),
            (Wide::U128, Integer::Signed(-1), false),
            (bit(3, true), Integer::Signed(3), true),
            (bit(3, true), Integer::Signed(4), false),
            (bit(3, true), Integer::Signed(-4), true),
            (bit(3, true), Integer::Signed(-5), false),
            (bit(3, false), Integer::Signed(7), true),
            (bit(3, false), Integer::Signed(8), false),
            (bit(100, false), Integer::Signed((1 << 100) - 1), true),
            (bit(100, false), Integer::Signed(1 << 100), false),
            (bit(129, false), Integer::Signed(0), false),
            (Wide::F128, Integer::Signed(0), false),
        ] {
            assert_eq!(fits(wide, value), expected, "{wide:?} {value:?}");
        }
    }

    #[test]
    fn padding_bits_of_an_integer_mean_nothing() {
        let seven = Wide::BitInt { bits: 7, signed: true };
        assert_eq!(integer(seven, &[0xff]), Some(Integer::Signed(-1)));
        assert_eq!(integer(seven, &[0xbf]), Some(Integer::Signed(63)));
        let unsigned = Wide::BitInt { bits: 7, signed: false };
        assert_eq!(integer(unsigned, &[0xff]), Some(Integer::Signed(127)));
        assert_eq!(integer(Wide::U128, &[0xff; 16]), Some(Integer::Large(u128::MAX)));
    }
}
