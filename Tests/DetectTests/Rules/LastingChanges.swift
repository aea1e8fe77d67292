import Base
import Detect

extension StaticChange {
    /// A change in the middle of the hall, 0.1 wide and high unless told.
    static func at(
        _ centre: Point, _ kind: Kind, since t: Double, size: Double = 0.1, id: Int = 1,
        _ adjust: (inout StaticChange) -> Void = { _ in }
    ) -> StaticChange {
        let start = FrameMoment(time: RuleStage.start.advanced(bySeconds: t), sequence: 0)
        var change = StaticChange(
            id: id, kind: kind, box: Box(x: centre.x - size / 2, y: centre.y - size / 2, width: size, height: size),
            since: start)
        adjust(&change)
        return change
    }
}

extension Actor {
    /// Stands at a point between two times.
    static func standing(_ track: Int, at point: Point, between begin: Double, and end: Double) -> Actor {
        Actor(track) { t in t < begin || t > end ? nil : point }
    }
}
