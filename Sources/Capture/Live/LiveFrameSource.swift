package import Base

/// A live camera as a source of frames: opened, read, decoded or reduced to luma, masked, stamped; and got back when it goes.
///
/// Frames are numbered without gaps; what the driver dropped is counted beside (`drops`). While there is no signal the source
/// says so every second. With a recorder, everything it gives is written as well, so that replaying gives it again.
package struct LiveFrameSource<Stream: CameraStream & ~Copyable>: FrameSource, ~Copyable {
    package private(set) var arrival_ns: UInt64?
    private let plan: LivePlan
    private let journal: CameraJournal
    private let recorder: RecordingWriter?
    private let clock: CameraClock
    private let open: @Sendable () throws(CameraFault) -> Stream
    private var stream: Stream?
    private var machine: Reconnection
    private var timeline: LiveTimeline
    private var geometry: LiveGeometry
    private var hasFrames = false
    /// What was granted when the first frame came; a returning camera must grant it again.
    private var expectedSize: PixelSize?
    private var decoder: JPEGDecoder
    private var lastFault: CameraFault?
    private var kept = KeptPicture()
    /// What was found while waiting and is not taken yet.
    private var due: Due?

    /// What `next` gives. Not private: specialised in another module, the compiler of Swift 6.3 leaves a private type's symbol
    /// out.
    enum Due {
        case buffer
        case loss(LossReason)
        case clockStep(Int64)
    }

    /// Opens the camera; a patient source starts without it when it is not there.
    /// - Parameters:
    ///   - journal: told what happens, on the thread that pulls.
    ///   - recorder: writes everything the source gives.
    ///   - open: opens the device; called again after every loss.
    /// - Throws: `CaptureError` of kind `noSignal` when the camera cannot be opened and the plan is not patient.
    package init(
        _ plan: LivePlan, journal: CameraJournal = CameraJournal(), recorder: RecordingWriter? = nil,
        clock: CameraClock = .system, open: @escaping @Sendable () throws(CameraFault) -> Stream
    ) throws(CaptureError) {
        (self.plan, self.journal, self.recorder, self.clock, self.open) = (plan, journal, recorder, clock, open)
        decoder = JPEGDecoder(limits: plan.limits)
        timeline = LiveTimeline(clock)
        machine = Reconnection(at: timeline.now_ms)
        geometry = LiveGeometry(plan, pictureSize: PixelSize(width: 640, height: 480))
        connect()
        if let fault = lastFault, !plan.isPatient {
            throw CaptureError(
                what: fault.words, place: plan.path, mend: fault.mend, kind: .noSignal(fault.reason))
        }
    }

    package var pictureSize: PixelSize { geometry.pictureSize }
    package var frameSize: PixelSize { geometry.frameSize }
    package var expectedCount: Int? { nil }
    package var drops: DropCounts { timeline.drops }

    /// Opens the device, waits for its next buffer or for the next attempt.
    package mutating func wait() -> Bool {
        if due == nil { due = lookOut() }
        return due != nil
    }

    package mutating func next(into frame: inout Frame) throws(CaptureError) -> FrameOutcome {
        guard wait(), let due = due.take() else { return .waiting }
        switch due {
        case .buffer: return pull(into: &frame)
        case .loss(let reason):
            journal.become(.lost(reason))
            timeline.stampNow(&frame)
            arrival_ns = nil
            recorder?.lost(reason, at: frame.time)
            return .lost(reason)
        case .clockStep(let step_us):
            let seconds = JSONText.format(Double(step_us) / 1e6, decimals: 1)
            journal.note(.warning, "the wall clock was set by \(seconds) s; observation begins anew")
            recorder?.stop("the wall clock was set; a recording has one clock")
            return .clockStepped
        }
    }
}

// MARK: - Opening and losing

extension LiveFrameSource where Stream: ~Copyable {
    /// What happens next, after half a second at most.
    private mutating func lookOut() -> Due? {
        if let step_us = timeline.clockStep_us() { return .clockStep(step_us) }
        let now_ms = timeline.now_ms
        if let reason = machine.lossDue(at: now_ms) { return .loss(reason) }
        switch machine.action(at: now_ms) {
        case .open: connect()
        case .wait(let milliseconds): clock.sleep_ms(milliseconds)
        case .pull(let timeout_ms): if waitForBuffer(timeout_ms) { return .buffer }
        }
        return nil
    }

    private mutating func waitForBuffer(_ timeout_ms: Int) -> Bool {
        do throws(CameraFault) {
            if try stream?.wait(timeout_ms: timeout_ms) ?? false { return true }
        } catch {
            lose(error)
            return false
        }
        if machine.idled(at: timeline.now_ms) {
            stream = nil
            let fault = CameraFault(
                .stalled, "no picture for \(Reconnection.stall_ms / 1000) s", mend: "opening it again")
            if lastFault != fault { journal.note(.warning, "\(fault.words); \(fault.mend)") }
            lastFault = fault
        }
        return false
    }

    private mutating func connect() {
        do throws(CameraFault) {
            let opened = try open()
            let granted = opened.granted
            if let expectedSize, granted.size != expectedSize {
                throw CameraFault(
                    .format, "it now gives \(granted.words), not \(expectedSize.width)x\(expectedSize.height)",
                    mend: "restart Wayside to take the new size")
            }
            if !hasFrames { geometry = LiveGeometry(plan, pictureSize: granted.size) }
            if journal.granted != granted { tell(granted) }
            journal.grant(granted)
            stream = consume opened
            timeline.streamBegan()
            machine.opened(at: timeline.now_ms)
            if machine.loss == nil { journal.become(.streaming) }
        } catch { lose(error) }
    }

    private func tell(_ granted: GrantedFormat) {
        journal.note(.info, "streaming \(granted.words)")
        for difference in granted.differences { journal.note(.notice, difference) }
    }

    /// Lets the device go and plans to get it back. One fault is told once, however often it is met.
    private mutating func lose(_ fault: CameraFault) {
        stream = nil
        if lastFault != fault {
            let isHopeless = fault.reason == .permission || fault.reason == .sandboxed || fault.reason == .format
            journal.note(isHopeless ? .error : .warning, "\(fault.words); \(fault.mend)")
        }
        lastFault = fault
        machine.failed(fault.reason, at: timeline.now_ms)
    }
}

// MARK: - Pictures

extension LiveFrameSource where Stream: ~Copyable {
    /// Takes the oldest buffer that is not too late. Older ones are given back unread: when all are filled the driver has nowhere
    /// to put the newest picture, and that would be lost instead.
    private mutating func pull(into frame: inout Frame) -> FrameOutcome {
        do throws(CameraFault) {
            let capacity = stream?.bufferCount ?? 0
            // A recording wants every picture, and is not seen late.
            let most = recorder == nil ? min(LivePlan.mostPending, max(1, capacity / 2)) : capacity
            while let buffer = try stream?.next(timeout_ms: 0) ?? nil {
                journal.countSent(timeline.follow(buffer, capacity: capacity))
                if buffer.ready > most {
                    timeline.gaveBack()
                    try stream?.release()
                    continue
                }
                let outcome = take(buffer, into: &frame)
                // A fault here is met again with the next pull, or the device is gone and that is said there.
                do throws(CameraFault) { try stream?.release() } catch { lose(error) }
                return outcome
            }
        } catch { lose(error) }
        return .waiting
    }

    private mutating func take(_ buffer: CapturedBuffer, into frame: inout Frame) -> FrameOutcome {
        let (time_ns, isOdd) = timeline.stamp(&frame, buffer)
        if isOdd { journal.note(.debug, "the driver's time is far from now and was set aside") }
        arrival_ns = time_ns
        if !hasFrames, stream?.granted.layout == .jpeg { learnSize() }
        let skipped = buffer.isFaulty ? .flagged : read(into: &frame)
        if let over = machine.delivered(at: timeline.now_ms, isPicture: skipped == nil) {
            journal.countReturn()
            journal.become(.streaming)
            journal.note(.notice, "the signal is back (it was lost: \(over.rawValue))")
        }
        // Not before a picture: a camera that opens and gives nothing would be told with every attempt.
        if skipped == nil, lastFault != nil { lastFault = nil }
        if let skipped {
            recorder?.skipped(skipped, at: frame.time)
            return .skipped(skipped)
        }
        if plan.keepsPicture { keep() }
        if !hasFrames { expectedSize = stream?.granted.size }
        hasFrames = true
        return .frame
    }

    /// Reads the buffer's bytes into the frame, masks it, and gives the bytes to the recorder.
    private func read(into frame: inout Frame) -> SkipReason? {
        switch stream {
        case .none: return .unreadable
        case .some(let stream):
            let layout = stream.granted.layout
            return stream.withBytes { bytes in
                let reason =
                    layout == .jpeg
                    ? decoder.decodeLuma(bytes, scale: geometry.scale, expected: geometry.pictureSize, into: &frame)
                    : RawLuma.read(bytes, layout, size: geometry.pictureSize, scale: geometry.scale, into: &frame)
                if reason != nil { return reason }
                geometry.masks.burn(into: &frame)
                recorder?.picture(bytes, layout, size: geometry.pictureSize, at: frame.time)
                return nil
            }
        }
    }

    /// Copies the buffer's bytes: the driver gets it back before anybody asks for a part of the picture.
    private mutating func keep() {
        guard let layout = stream?.granted.layout else { return }
        var bytes = kept.takeStorage()
        stream?.withBytes { lent in unsafe lent.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) } }
        kept.keep(bytes, layout, geometry.pictureSize, plan)
    }

    package mutating func picture(of region: Box, filling size: PixelSize) -> PicturePart? {
        kept.part(region, filling: size)
    }

    /// The first JPEG picture has the last word about the size: some cameras round what they grant to whole blocks.
    private mutating func learnSize() {
        guard let size = stream?.withBytes({ decoder.size(of: $0) }) ?? nil, size != pictureSize else { return }
        journal.note(.notice, "its pictures have \(size.width)x\(size.height) pixels")
        geometry = LiveGeometry(plan, pictureSize: size)
    }
}
