package import Base
extension LightPatch { var dbg: String { 
  let factor = Double(frame) / Double(max(1,scene)); let n = Double(count*count)
  let sv = Double(sceneSquares * count - scene * scene) / n, fv = Double(frameSquares * count - frame * frame) / n, both = Double(products * count - frame * scene) / n
  func r(_ x: Double) -> Double { (x*100).rounded()/100 }
  return "n \(count) k \(r(factor)) sv \(r(sv)) fv \(r(fv)) corr \(r(both/(fv*sv).squareRoot())) left \(r(fv - 2*factor*both+factor*factor*sv))" } }
package func dbgPatch(_ x: Int, _ y: Int, _ mask: borrowing BitMask, _ f: borrowing Frame, _ m: borrowing BackgroundModel, _ c: ClosedRange<Double>?) -> String { LightPatch(x, y, mask, f, m).dbg + " I \(f.pixels[y*m.width+x]) B \(m.mean[y*m.width+x] >> 6) D \(m.deviation[y*m.width+x] >> 6) \(LightPatch(x, y, mask, f, m).isLight(common: c))" }
