import Base

/// What is drawn on top of a picture: the camera's zones and lines, and the box of the event. It is drawn as vectors, so
/// that it stays sharp at any size and the picture below stays as it was encoded.
struct Overlay {
    let camera: CameraSettings
    /// Units of the drawing: 1000 wide, as high as the picture's aspect asks.
    let height: Double
    static let width = 1000.0

    /// Makes the overlay for pictures of this size.
    init(camera: CameraSettings, pictureSize: PixelSize) {
        self.camera = camera
        height = pictureSize.width > 0 ? Self.width * Double(pictureSize.height) / Double(pictureSize.width) : 562.5
    }

    var viewBox: String { "0 0 \(coordinate(Self.width)) \(coordinate(height))" }

    /// Draws every place faintly and `subject` strongly, then the event's box.
    func draw(subject: String, box: Box?, into svg: inout Markup) {
        for place in camera.places { draw(place, strong: place.id == subject, into: &svg) }
        guard let box else { return }
        svg.empty(
            "rect",
            [
                "class": "event-box", "x": coordinate(box.x * Self.width), "y": coordinate(box.y * height),
                "width": coordinate(box.width * Self.width), "height": coordinate(box.height * height),
            ])
    }

    private func draw(_ place: Place, strong: Bool, into svg: inout Markup) {
        let strength = strong ? "strong" : "faint"
        switch place.shape {
        case .zone(let polygon):
            svg.empty(
                "polygon", ["class": "zone \(strength)", "points": polygon.corners.map(text).joined(separator: " ")])
            if strong { label(place.id, at: anchor(of: polygon), into: &svg) }
        case .line(let segment):
            svg.empty(
                "line",
                [
                    "class": "line \(strength)", "x1": coordinate(segment.start.x * Self.width),
                    "y1": coordinate(segment.start.y * height), "x2": coordinate(segment.end.x * Self.width),
                    "y2": coordinate(segment.end.y * height),
                ])
            svg.empty(
                "circle",
                [
                    "class": "line-start \(strength)", "cx": coordinate(segment.start.x * Self.width),
                    "cy": coordinate(segment.start.y * height), "r": "8",
                ])
            if strong { label(place.id, at: segment.start, into: &svg) }
        }
    }

    /// The topmost corner; the label goes above it.
    private func anchor(of polygon: Polygon) -> Point {
        polygon.corners.min { ($0.y, $0.x) < ($1.y, $1.x) } ?? Point(0, 0)
    }

    private func label(_ name: String, at point: Point, into svg: inout Markup) {
        let x = min(max(point.x * Self.width, 14), Self.width - 14 - Double(name.count) * 17)
        let y = min(max(point.y * height - 12, 34), height - 14)
        svg.element("text", ["class": "place-name", "x": coordinate(x), "y": coordinate(y)], name)
    }

    private func text(_ point: Point) -> String {
        "\(coordinate(point.x * Self.width)),\(coordinate(point.y * height))"
    }
}
