import Base
import Simulate
import Testing
import WaysideTestSupport

/// What is in the pictures.
@Suite struct PictureTests {
    @Test func `the point on the optical axis lies in the middle of the picture`() throws {
        let eye = PinholeCamera(
            view: CameraView(height_m: 4, pitch_deg: 45, fieldOfView_deg: 60), size: PixelSize(width: 640, height: 480))
        let middle = try #require(eye.fraction(of: GroundPoint(0, 4)))
        #expect(abs(middle.x - 0.5) < 1e-9 && abs(middle.y - 0.5) < 1e-9)
        // At 5.657 m along the axis the picture is 2 * 5.657 * tan(30) = 6.532 m wide.
        let edge = try #require(eye.fraction(of: GroundPoint(3.266, 4)))
        #expect(abs(edge.x - 1) < 1e-4)
        #expect(eye.fraction(of: GroundPoint(0, -20)) == nil)
    }

    @Test(arguments: [(-4.0, 6.0), (0.0, 9.0), (7.5, 22.0)])
    func `ground points come back from the picture`(_ x: Double, _ z: Double) throws {
        let eye = PinholeCamera(
            view: CameraView(height_m: 5, pitch_deg: 24, fieldOfView_deg: 64), size: PixelSize(width: 640, height: 480))
        let fraction = try #require(eye.fraction(of: GroundPoint(x, z)))
        let ground = try #require(eye.ground(at: fraction))
        #expect(abs(ground.x - x) < 1e-6 && abs(ground.z - z) < 1e-6)
        #expect(eye.ground(at: Point(0.5, -0.4)) == nil)
    }

    @Test func `a walking foot is on the ground or a little above it, and one of the two always stands`() {
        for height in [1.5, 1.75, 1.95] {
            let stride = Pose.stride_m(height_m: height, speed_mps: 1.3)
            for step in 0..<100 {
                let pose = Pose(
                    at: GroundPoint(0, 5), ahead: Vector(1, 0, 0), height_m: height, stride_m: stride,
                    phase: Double(step) / 100, amount: 1, idle_s: 0)
                let low = min(pose.ankles.left.y, pose.ankles.right.y),
                    high = max(pose.ankles.left.y, pose.ankles.right.y)
                #expect(low > 0.03 * height && low < 0.075 * height)
                #expect(high < 0.2 * height)
            }
        }
    }

    @Test func `a standing foot does not slide while its leg bears the body`() {
        let stride = Pose.stride_m(height_m: 1.75, speed_mps: 1.3)
        func foot(_ phase: Double) -> Double {
            Pose(
                at: GroundPoint(phase * stride, 5), ahead: Vector(1, 0, 0), height_m: 1.75, stride_m: stride,
                phase: phase, amount: 1, idle_s: 0
            ).ankles.left.x
        }
        #expect(abs(foot(0.05) - foot(0.4)) < 0.01)
    }

    @Test func `a shadow darkens the ground on the side away from the sun`() throws {
        var scene = yard()
        scene.light.sun = Sunlight(azimuth_deg: 90, elevation_deg: 45, strength: 0.6)
        let empty = luma(scene, 0)
        scene.actors = [walker(way((1, 8), (1, 8.01)))]
        scene.actors[0].stays = true
        let there = luma(scene, 0)
        let eye = PinholeCamera(view: scene.view, size: scene.size)
        // A chest at 1.2 m throws its shadow 1.2 m to the left when the sun stands at 45 degrees on the right.
        let shade = try #require(eye.fraction(of: GroundPoint(-0.2, 8))),
            other = try #require(eye.fraction(of: GroundPoint(2.2, 8)))
        func at(_ plane: [UInt8], _ p: Point) -> Int { Int(plane[Int(p.y * 240) * 320 + Int(p.x * 320)]) }
        #expect(at(there, shade) < at(empty, shade) * 3 / 4)
        #expect(at(there, other) == at(empty, other))
        scene.light.clouds = 1
        scene.light.sun.strength = 0
        #expect(at(luma(scene, 0), shade) > at(there, shade))
    }

    @Test func `what stands in front hides what is behind, and not the other way round`() {
        var scene = yard()
        scene.setting.blocks = [
            Block(centre: GroundPoint(0, 8), width_m: 3, depth_m: 0.3, height_m: 2.6, material: .brick)
        ]
        scene.light.sun.strength = 0
        let empty = luma(scene, 0)
        scene.actors = [walker(way((0, 10), (0, 10.01)))]
        scene.actors[0].stays = true
        #expect(luma(scene, 0) == empty)
        scene.actors[0].path = way((0, 6), (0, 6.01))
        #expect(changed(luma(scene, 0), empty, by: 10) > 0.005)
    }

    @Test func `colour pictures have the luma of the grey ones`() {
        var scene = yard()
        scene.actors = [walker(way((-2, 9), (2, 9)))]
        var renderer = SceneRenderer(scene, coloured: true)
        var pixels: [UInt8] = []
        renderer.renderRGB(frame: 8, into: &pixels)
        let grey = luma(scene, 8)
        #expect(pixels.count == grey.count * 3)
        var worst = 0
        for i in grey.indices {
            let red = Int(pixels[3 * i]), green = Int(pixels[3 * i + 1]), blue = Int(pixels[3 * i + 2])
            worst = max(worst, abs((299 * red + 587 * green + 114 * blue) / 1000 - Int(grey[i])))
        }
        #expect(worst < 6)
    }

    @Test(arguments: WorkingScale.allCases)
    func `a scene keeps the promises of a frame source`(_ scale: WorkingScale) throws {
        var scene = yard(seconds: 1)
        scene.sensor.noise_luma = 2
        scene.actors = [walker(way((-2, 9), (2, 9)))]
        #expect(try brokenFrameSourcePromises { SceneFrameSource(scene, scale: scale) } == [])
    }

    @Test func `masks are burned into every frame`() throws {
        var source = SceneFrameSource(yard(seconds: 1), scale: .half) { frame in
            var pixels = frame.mutablePixels
            for i in 0..<100 { pixels[i] = 0 }
        }
        var frame = Frame()
        #expect(try source.next(into: &frame) == .frame)
        #expect(frame.width == 160 && frame.height == 120)
        #expect((0..<100).allSatisfy { frame.pixels[$0] == 0 } && frame.pixels[100] > 0)
    }
}
