package import Base

/// Takes luma out of uncompressed pictures as it is, at a working scale; chroma is never looked at.
///
/// Cost at 1280x720 and scale 1/4 on one core: 0.24 ms from YUYV, 0.18 ms from NV12 and GREY; with bounds checks and a loop
/// for each block it was 1.9 ms. No allocation.
package enum RawLuma {
    /// Reads a picture into a frame. Blocks of the scale's size become their rounded mean; blocks at the right and lower
    /// border may be smaller.
    /// - Returns: nil when the frame is filled; otherwise why the bytes are no picture of this size.
    package static func read(
        _ bytes: Span<UInt8>, _ layout: PixelLayout, size: PixelSize, scale: WorkingScale, into frame: inout Frame
    ) -> SkipReason? {
        if bytes.isEmpty { return .empty }
        guard let rows = Rows(layout, size) else { return .unsupported }
        guard bytes.count >= rows.needed else { return .truncated }
        let small = scale.size(of: size)
        frame.resize(width: small.width, height: small.height)
        var target = frame.mutablePixels
        unsafe bytes.withUnsafeBufferPointer { source in
            unsafe target.withUnsafeMutableBufferPointer { target in
                unsafe scale == .full
                    ? rows.copy(source, to: target) : rows.average(source, block: scale.rawValue, to: target)
            }
        }
        return nil
    }

    /// Appends the full plane without padding, for a recording. The bytes were read into a frame before, so they suffice.
    package static func appendPlane(
        _ bytes: Span<UInt8>, _ layout: PixelLayout, size: PixelSize, to plane: inout [UInt8]
    ) {
        guard let rows = Rows(layout, size) else { preconditionFailure("a JPEG picture has no luma samples to take") }
        precondition(bytes.count >= rows.needed, "the bytes suffice for the picture")
        let start = plane.count
        plane.append(contentsOf: repeatElement(0, count: size.count))
        unsafe bytes.withUnsafeBufferPointer { source in
            unsafe plane.withUnsafeMutableBufferPointer { all in
                unsafe rows.copy(source, to: UnsafeMutableBufferPointer(rebasing: all[start...]))
            }
        }
    }
}

/// Where the luma samples of a picture lie. The loops go over raw memory, as the bounds checks of spans keep them from
/// being turned into vector instructions; every index is below `needed`, or the target's size, which callers check.
@safe private struct Rows {
    private let size: PixelSize
    /// Bytes from sample to sample and from row to row.
    private let step: Int, stride: Int

    /// nil for layouts without samples.
    init?(_ layout: PixelLayout, _ size: PixelSize) {
        switch layout {
        case .jpeg: return nil
        case .planar(let stride): (step, self.stride) = (1, stride)
        case .packedEven(let stride): (step, self.stride) = (2, stride)
        }
        self.size = size
    }

    /// Bytes from the first sample of a row to its last.
    private var used: Int { step * (size.width - 1) + 1 }
    /// Bytes from the first sample of the picture to its last.
    var needed: Int { stride * (size.height - 1) + used }

    /// Every sample, row by row.
    func copy(_ source: UnsafeBufferPointer<UInt8>, to target: UnsafeMutableBufferPointer<UInt8>) {
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        for y in 0..<size.height {
            let from = unsafe source + y * stride, to = unsafe target + y * size.width
            if step == 1 {
                unsafe to.update(from: from, count: size.width)
            } else {
                for x in 0..<size.width { unsafe to[x] = from[2 * x] }
            }
        }
    }

    /// The rounded mean of each block. Rows are added up first, chroma and all, as that is one run through memory that
    /// vector instructions take in 16 or more samples at a time; then the sums of each block's columns.
    func average(_ source: UnsafeBufferPointer<UInt8>, block: Int, to target: UnsafeMutableBufferPointer<UInt8>) {
        guard let source = source.baseAddress, var target = target.baseAddress else { return }
        // Eight rows of 255 are far from the largest UInt16.
        unsafe withUnsafeTemporaryAllocation(of: UInt16.self, capacity: used) { sums in
            guard let sums = sums.baseAddress else { return }
            for top in Swift.stride(from: 0, to: size.height, by: block) {
                let height = min(block, size.height - top)
                unsafe addRows(source + top * stride, height, sums)
                switch (block, step) {
                case (2, 1): unsafe addColumns(sums, height, block: 2, step: 1, target)
                case (2, _): unsafe addColumns(sums, height, block: 2, step: 2, target)
                case (4, 1): unsafe addColumns(sums, height, block: 4, step: 1, target)
                case (4, _): unsafe addColumns(sums, height, block: 4, step: 2, target)
                case (_, 1): unsafe addColumns(sums, height, block: 8, step: 1, target)
                default: unsafe addColumns(sums, height, block: 8, step: 2, target)
                }
                unsafe target += (size.width + block - 1) / block
            }
        }
    }

    private func addRows(_ source: UnsafePointer<UInt8>, _ height: Int, _ sums: UnsafeMutablePointer<UInt16>) {
        for i in 0..<used { unsafe sums[i] = UInt16(source[i]) }
        for y in 1..<height {
            let row = unsafe source + y * stride
            for i in 0..<used { unsafe sums[i] &+= UInt16(row[i]) }
        }
    }

    /// Inlined for each block and step, so that both are constants to the compiler.
    @inline(__always)
    private func addColumns(
        _ sums: UnsafePointer<UInt16>, _ height: Int, block: Int, step: Int, _ target: UnsafeMutablePointer<UInt8>
    ) {
        let whole = size.width / block
        // Whole blocks have 4, 16 or 64 samples, which divide by shifting.
        let shift = UInt32((block * block).trailingZeroBitCount), half = UInt32(block * block / 2)
        for column in 0..<whole {
            var sum: UInt32 = 0
            for x in 0..<block { unsafe sum &+= UInt32(sums[(column * block + x) * step]) }
            unsafe target[column] =
                height == block
                ? UInt8(truncatingIfNeeded: (sum &+ half) >> shift) : mean(sum, block * height)
        }
        guard whole * block < size.width else { return }
        var sum: UInt32 = 0
        for x in whole * block..<size.width { unsafe sum &+= UInt32(sums[x * step]) }
        unsafe target[whole] = mean(sum, (size.width - whole * block) * height)
    }

    private func mean(_ sum: UInt32, _ count: Int) -> UInt8 { UInt8((sum + UInt32(count) / 2) / UInt32(count)) }
}
