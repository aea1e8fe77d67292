import Testing

// `KalmanAxis.swift` here is a link to the one in Sources: the filter is nobody's business outside its module.

@Suite struct `Position and velocity along an axis` {
    /// Follows something that starts at 20 px and moves at 30 px/s, seen with noise at a frame rate.
    static func followed(rate: Double, seconds: Double, speed: Double = 30, noise: Double = 0) -> KalmanAxis {
        var random = Noise(seed: 11)
        var axis = KalmanAxis(position: 20, deviation_px: 3, speed_px_s: 45)
        for frame in 1...Int(seconds * rate) {
            axis.predict(elapsed_s: 1 / rate, acceleration_px_s2: 20)
            let t = Double(frame) / rate
            axis.correct(20 + speed * t + (2 * random.next() - 1) * noise, deviation_px: 1.5)
        }
        return axis
    }

    @Test(arguments: frameRates, [-40.0, 0, 12, 90])
    func `a steady speed is found`(rate: Double, speed: Double) {
        let axis = Self.followed(rate: rate, seconds: 4, speed: speed)
        #expect(abs(axis.velocity - speed) < 1.5)
        #expect(abs(axis.position - (20 + 4 * speed)) < 1)
    }

    @Test(arguments: frameRates)
    func `noise is smoothed`(rate: Double) {
        let axis = Self.followed(rate: rate, seconds: 5, noise: 3)
        #expect(abs(axis.velocity - 30) < 8)
        #expect(abs(axis.position - 170) < 3)
    }

    @Test func `it is less sure after each prediction and surer after each correction`() {
        var axis = KalmanAxis(position: 20, deviation_px: 3, speed_px_s: 45)
        for frame in 1...40 {
            let before = axis.deviation_px
            axis.predict(elapsed_s: 0.1, acceleration_px_s2: 20)
            let predicted = axis.deviation_px
            #expect(predicted > before)
            axis.correct(20 + Double(frame), deviation_px: 2)
            #expect(axis.deviation_px < predicted)
            #expect(axis.deviation_px < 2, "surer than the measurement alone")
        }
    }

    @Test func `a vague measurement moves it less than a sharp one`() {
        var sharp = Self.followed(rate: 10, seconds: 3), vague = sharp
        let before = sharp.position
        sharp.correct(before + 10, deviation_px: 1)
        vague.correct(before + 10, deviation_px: 8)
        #expect(sharp.position - before > vague.position - before)
        #expect(vague.position > before)
    }

    @Test func `unseen, it is predicted along a straight line`() {
        var axis = Self.followed(rate: 10, seconds: 3)
        let (position, velocity) = (axis.position, axis.velocity)
        for _ in 0..<10 { axis.predict(elapsed_s: 0.1, acceleration_px_s2: 20) }
        #expect(abs(axis.position - position - velocity) < 1e-9)
        #expect(axis.velocity == velocity)
    }

    @Test func `its doubt grows alike in many short steps and one long one`() {
        var short = Self.followed(rate: 10, seconds: 3), long = short
        for _ in 0..<30 { short.predict(elapsed_s: 1.0 / 30, acceleration_px_s2: 20) }
        long.predict(elapsed_s: 1, acceleration_px_s2: 20)
        #expect(abs(short.deviation_px / long.deviation_px - 1) < 1e-6)
        #expect(abs(short.position - long.position) < 1e-9)
    }

    @Test(arguments: frameRates)
    func `a turn is followed in about the same time at every frame rate`(rate: Double) {
        var axis = Self.followed(rate: rate, seconds: 4)
        for frame in 1...Int(1.5 * rate) {
            axis.predict(elapsed_s: 1 / rate, acceleration_px_s2: 20)
            axis.correct(140 - 30 * Double(frame) / rate, deviation_px: 1.5)
        }
        #expect(axis.velocity < -20)
    }
}
