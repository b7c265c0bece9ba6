//! One parameter or result of a WebAssembly function.

use wasmtime::ValRaw;

/// A WebAssembly value as the call protocol holds it: 16 bytes, of which the type decides how many
/// count. The same array of slots carries the parameters in and the result out.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Slot(ValRaw);

impl Slot {
    /// An `i32`: C integers up to 32 bits, extended, and addresses.
    #[inline(always)]
    pub fn i32(value: i32) -> Self {
        Self(ValRaw::i32(value))
    }

    /// The same for unsigned values.
    #[inline(always)]
    pub fn u32(value: u32) -> Self {
        Self(ValRaw::u32(value))
    }

    /// An `i64`.
    #[inline(always)]
    pub fn i64(value: i64) -> Self {
        Self(ValRaw::i64(value))
    }

    /// An `f32`.
    #[inline(always)]
    pub fn f32(value: f32) -> Self {
        Self(ValRaw::f32(value.to_bits()))
    }

    /// An `f64`.
    #[inline(always)]
    pub fn f64(value: f64) -> Self {
        Self(ValRaw::f64(value.to_bits()))
    }

    /// A vector.
    #[inline(always)]
    pub fn v128(value: u128) -> Self {
        Self(ValRaw::v128(value))
    }

    /// 64 bits as they lie in a call frame: an `i32` or `f32` in the low half, or an `i64` or
    /// `f64`.
    #[inline(always)]
    pub fn bits(value: u64) -> Self {
        Self(ValRaw::u64(value))
    }

    /// The `i32`.
    #[inline(always)]
    pub fn to_i32(self) -> i32 {
        self.0.get_i32()
    }

    /// The `i32` as unsigned.
    #[inline(always)]
    pub fn to_u32(self) -> u32 {
        self.0.get_u32()
    }

    /// The `i64`.
    #[inline(always)]
    pub fn to_i64(self) -> i64 {
        self.0.get_i64()
    }

    /// The `f32`.
    #[inline(always)]
    pub fn to_f32(self) -> f32 {
        f32::from_bits(self.0.get_f32())
    }

    /// The `f64`.
    #[inline(always)]
    pub fn to_f64(self) -> f64 {
        f64::from_bits(self.0.get_f64())
    }

    /// The vector.
    #[inline(always)]
    pub fn to_v128(self) -> u128 {
        self.0.get_v128()
    }

    /// 64 bits as they lie in a call frame.
    #[inline(always)]
    pub fn to_bits(self) -> u64 {
        self.0.get_u64()
    }

    pub(crate) fn as_raw(slots: &mut [Slot]) -> *mut [ValRaw] {
        // `repr(transparent)` makes the two slices the same.
        std::ptr::from_mut(slots) as *mut [ValRaw]
    }
}
