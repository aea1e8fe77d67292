/// What is left of a weight after some time: w * 2^(-age / half-life), in whole milli-points and with integers only, so
/// that every machine and every language gets the same number (docs/scoring.md, "Decay"; vectors in
/// Tests/ScoreTests/DecayVectors.swift come from a Python program).
public enum Decay {
    /// After this many half-lives nothing is left, whatever the weight: 2^-63 of a weight below 2^62 rounds to 0.
    public static let halvings = 63

    /// The remaining milli-points, to the nearest, ties away from zero.
    /// - Parameters:
    ///   - weight_mp: -2^62 < weight < 2^62.
    ///   - age_ms: milliseconds since the event; not negative.
    ///   - halfLife_ms: 1 ..< 2^62.
    public static func remaining_mp(of weight_mp: Int64, age_ms: Int64, halfLife_ms: Int64) -> Int64 {
        precondition(age_ms >= 0 && halfLife_ms >= 1, "an event cannot decay before it happened")
        let halved = age_ms / halfLife_ms
        guard halved < halvings, weight_mp != 0 else { return 0 }
        let factor = UInt128(factor63(rest_ms: age_ms % halfLife_ms, halfLife_ms: halfLife_ms))
        let shift = UInt128(63 + halved)
        let magnitude = (UInt128(weight_mp.magnitude) * factor + (UInt128(1) << (shift - 1))) >> shift
        return weight_mp < 0 ? -Int64(magnitude) : Int64(magnitude)
    }

    /// 2^(-rest / half-life) as a fraction of 2^63, for 0 <= rest < half-life: the exponent is cut to 32 binary digits,
    /// and for each digit that is 1 the running product is multiplied by `roots` and cut to 63 bits.
    public static func factor63(rest_ms: Int64, halfLife_ms: Int64) -> UInt64 {
        let exponent = UInt32(truncatingIfNeeded: (UInt128(rest_ms.magnitude) << 32) / UInt128(halfLife_ms.magnitude))
        var product: UInt64 = 1 << 63
        for index in 0..<32 where exponent & (1 << UInt32(31 - index)) != 0 {
            product = product.multipliedFullWidth(by: roots[index]).high
        }
        return product
    }

    /// `roots[i]` = 2^64 * 2^(-1 / 2^(i + 1)), cut to a whole number: the square root of one half, its square root, ...
    static let roots: [UInt64] = [
        0xb504_f333_f9de_6484, 0xd744_fcca_d69d_6af4, 0xeac0_c6e7_dd24_392e, 0xf525_7d15_2486_cc2c,
        0xfa83_b2db_722a_033a, 0xfd3e_0c0c_f486_c174, 0xfe9e_115c_7b8f_884b, 0xff4e_cb59_511e_c8a5,
        0xffa7_5652_1c8d_aed1, 0xffd3_a751_c0f7_e10b, 0xffe9_d2b2_f7db_2755, 0xfff4_e91b_ff1b_8c3d,
        0xfffa_747e_a004_0664, 0xfffd_3a3b_7814_eb53, 0xfffe_9d1c_c60d_dab1, 0xffff_4e8e_2587_9bfa,
        0xffff_a747_0363_f451, 0xffff_d3a3_7dda_0313, 0xffff_e9d1_bdf7_03ae, 0xffff_f4e8_debe_025e,
        0xffff_fa74_6f4f_a150, 0xffff_fd3a_37a3_f8b0, 0xffff_fe9d_1bd1_065a, 0xffff_ff4e_8de8_45ad,
        0xffff_ffa7_46f4_1376, 0xffff_ffd3_a37a_05e3, 0xffff_ffe9_d1bd_01fb, 0xffff_fff4_e8de_80c0,
        0xffff_fffa_746f_4050, 0xffff_fffd_3a37_a024, 0xffff_fffe_9d1b_d011, 0xffff_ffff_4e8d_e808,
    ]
}
