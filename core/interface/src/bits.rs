//! Bit-fields: some bits of the little-endian integer that starts at a byte.

/// The value of the `width` bits (at most 64) from bit `shift` (at most 7) on. `bytes` are those that
/// it touches, at most 9.
pub fn load(shift: u8, width: u8, signed: bool, bytes: &[u8]) -> i128 {
    let mut wide = [0; 16];
    wide[..bytes.len()].copy_from_slice(bytes);
    let unused = 128 - u32::from(width);
    let top = (u128::from_le_bytes(wide) >> shift) << unused;
    if signed { (top as i128) >> unused } else { (top >> unused) as i128 }
}

/// Writes the low `width` bits of `bits` from bit `shift` on; what is around them stays.
pub fn store(shift: u8, width: u8, bits: u64, out: &mut [u8]) {
    let mut around = [0; 16];
    around[..out.len()].copy_from_slice(out);
    let mask = ((1u128 << width) - 1) << shift;
    let kept = u128::from_le_bytes(around) & !mask;
    let all = kept | (u128::from(bits) << shift & mask);
    out.copy_from_slice(&all.to_le_bytes()[..out.len()]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_read_back_and_leaves_its_neighbours() {
        for (shift, width, signed, value) in
            [(0, 1, false, 1), (3, 2, false, 2), (7, 64, true, -5), (5, 11, true, -1024)]
        {
            let size = (usize::from(shift) + usize::from(width)).div_ceil(8);
            let mut bytes = vec![0xff; size];
            store(shift, width, value as u64, &mut bytes);
            assert_eq!(load(shift, width, signed, &bytes), value);
            store(shift, width, u64::MAX, &mut bytes);
            assert!(bytes.iter().all(|&byte| byte == 0xff), "{shift} {width}");
        }
    }
}
