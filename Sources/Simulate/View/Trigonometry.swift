/// Sine and cosine by their own series, so that the last bit does not depend on the machine's mathematics library.
///
/// Reduction to +-pi/4 and Taylor polynomials; absolute error below 1e-10 for |x| < 1e4.
enum Angle {
    static let pi = 3.141592653589793

    /// Sine of `x` radians.
    static func sine(_ x: Double) -> Double {
        let k = (x * (2 / pi)).rounded()
        let r = x - k * (pi / 2)
        return switch Int(k) & 3 {
        case 0: sinePart(r)
        case 1: cosinePart(r)
        case 2: -sinePart(r)
        default: -cosinePart(r)
        }
    }

    /// Cosine of `x` radians.
    static func cosine(_ x: Double) -> Double { sine(x + pi / 2) }

    /// Radians from degrees.
    static func radians(_ degrees: Double) -> Double { degrees * (pi / 180) }

    private static func sinePart(_ r: Double) -> Double {
        let s = r * r
        return r * (1 - s / 6 * (1 - s / 20 * (1 - s / 42 * (1 - s / 72 * (1 - s / 110 * (1 - s / 156))))))
    }

    private static func cosinePart(_ r: Double) -> Double {
        let s = r * r
        return 1 - s / 2 * (1 - s / 12 * (1 - s / 30 * (1 - s / 56 * (1 - s / 90 * (1 - s / 132)))))
    }
}

/// A vector in metres: x to the right of the camera, y up, z away from it along the ground.
package typealias Vector = SIMD3<Double>

/// Scalar product.
func dot(_ a: Vector, _ b: Vector) -> Double { a.x * b.x + a.y * b.y + a.z * b.z }

/// Vector product.
func cross(_ a: Vector, _ b: Vector) -> Vector {
    Vector(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

/// Euclidean length.
func length(_ v: Vector) -> Double { dot(v, v).squareRoot() }

/// The vector with length 1; zero stays zero.
func normalized(_ v: Vector) -> Vector {
    let l = length(v)
    return l > 0 ? v / l : v
}
