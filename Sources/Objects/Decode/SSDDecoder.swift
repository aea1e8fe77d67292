package import Base

/// Reads the output of a DetectionOutput layer: rows of picture, class, score, left, top, right, bottom, the corners in
/// fractions of the input. Rows end at the first with a negative picture.
package struct SSDDecoder {
    package let input: PixelSize
    /// What each class is, by the number the model gives it (0 is the background in most); nil is not looked at.
    package let classes: [ObjectClass?]
    package let leastScore: Double

    /// Makes a decoder for outputs of one card.
    package init(input: PixelSize, classes: [ObjectClass?], leastScore: Double) {
        (self.input, self.classes, self.leastScore) = (input, classes, leastScore)
    }

    /// Sightings, still with duplicates; `place` brings a box in pixels of the input to the picture.
    package func sightings(
        _ values: Span<Float>, shape: OutputShape, place: (Double, Double, Double, Double) -> Box?
    ) throws(LayoutMismatch) -> [ObjectSighting] {
        guard shape.dims.count == 4, shape.dims[0] == 1, shape.dims[1] == 1, shape.dims[3] == 7,
            values.count == shape.dims[2] * 7
        else { throw LayoutMismatch(words: "the output is \(shape.described) where an ssd model has [1, 1, N, 7]") }
        let width = Double(input.width), height = Double(input.height)
        var sightings: [ObjectSighting] = []
        for row in 0..<shape.dims[2] {
            let row = values.extracting(row * 7..<(row + 1) * 7)
            if row[0] < 0 { break }
            let score = Double(row[2])
            guard score >= leastScore else { continue }
            let number = Int(exactly: row[1]) ?? -1
            guard classes.indices.contains(number) else {
                throw LayoutMismatch(words: "the model names class \(row[1]) and its card has \(classes.count) classes")
            }
            guard let objectClass = classes[number],
                let box = place(
                    Double(row[3]) * width, Double(row[4]) * height, Double(row[5]) * width, Double(row[6]) * height)
            else { continue }
            sightings.append(ObjectSighting(box: box, objectClass: objectClass, score: min(score, 1)))
        }
        return sightings
    }
}
