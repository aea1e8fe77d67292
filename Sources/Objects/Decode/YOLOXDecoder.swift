package import Base
internal import Glibc

/// Reads the output of YOLOX: for each cell of three grids, one object at most.
///
/// A cell's centre is its place plus an offset and its size the exponential of a number, both times the grid's stride; its
/// score for a class is objectness times class score (arXiv:2107.08430; the order of cells is that of the authors' export).
package struct YOLOXDecoder {
    /// Pixels of the input per cell of each grid, in the order of the output.
    package static let strides = [8, 16, 32]

    package let input: PixelSize
    /// What each class is; nil is not looked at.
    package let classes: [ObjectClass?]
    package let leastScore: Double

    /// Makes a decoder for outputs of one card.
    package init(input: PixelSize, classes: [ObjectClass?], leastScore: Double) {
        (self.input, self.classes, self.leastScore) = (input, classes, leastScore)
    }

    /// The shape that the output must have.
    package var shape: OutputShape {
        let cells = YOLOXDecoder.strides.map { (input.width / $0) * (input.height / $0) }.reduce(0, +)
        return OutputShape(dims: [1, cells, 5 + classes.count])
    }

    /// Boxes in pixels of the input, still with duplicates; `place` brings a box to the picture.
    package func sightings(
        _ values: Span<Float>, shape found: OutputShape, place: (Double, Double, Double, Double) -> Box?
    ) throws(LayoutMismatch) -> [ObjectSighting] {
        guard found == shape, values.count == shape.dims.reduce(1, *) else {
            throw LayoutMismatch(
                words: "the output is \(found.described) where a yolox model of this card has \(shape.described)")
        }
        let width = 5 + classes.count
        var sightings: [ObjectSighting] = [], cell = 0
        for stride in YOLOXDecoder.strides {
            for row in 0..<input.height / stride {
                for column in 0..<input.width / stride {
                    let numbers = values.extracting(cell * width..<(cell + 1) * width)
                    cell += 1
                    guard Double(numbers[4]) >= leastScore, let (objectClass, score) = best(numbers) else { continue }
                    let half = Double(stride) / 2
                    let x = (Double(numbers[0]) + Double(column)) * Double(stride), w = exp(Double(numbers[2])) * half
                    let y = (Double(numbers[1]) + Double(row)) * Double(stride), h = exp(Double(numbers[3])) * half
                    guard let box = place(x - w, y - h, x + w, y + h) else { continue }
                    sightings.append(ObjectSighting(box: box, objectClass: objectClass, score: score))
                }
            }
        }
        return sightings
    }

    /// What a cell holds: the best of all classes, when it is looked at and good enough.
    private func best(_ cell: Span<Float>) -> (objectClass: ObjectClass, score: Double)? {
        var index = -1, best = -Float.infinity
        for candidate in classes.indices where cell[5 + candidate] > best {
            (index, best) = (candidate, cell[5 + candidate])
        }
        let score = Double(best) * Double(cell[4])
        guard index >= 0, score >= leastScore, let objectClass = classes[index] else { return nil }
        return (objectClass, min(score, 1))
    }
}
