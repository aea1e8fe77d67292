/// Everything about a scan that its tables and sampling factors decide: runs and codes by the block of an MCU. Kept from
/// frame to frame, as a camera sends the same tables with every picture, or none.
@safe final class ScanTables {
    /// Run tables in one piece: for each component a table for starts, for the rest of long codes and for looks within.
    private let runs: UnsafeMutablePointer<Int16>
    private static let tablesPerComponent = 3
    /// Tables of the states of one period, and on beyond it by as much as a group of looks can go on.
    private let states: UnsafeMutablePointer<UnsafePointer<Int16>>
    /// For which block the place is noted at each state.
    private let noteNumbers: UnsafeMutablePointer<Int32>
    /// Luma's DC codes with their values, by the next bits.
    private let starts: UnsafeMutablePointer<Int16>
    /// Luma's AC codes with their values (`ValueTable`), made when they are first needed.
    private let values: UnsafeMutablePointer<UInt64>
    private var hasValues = false
    private static let mostBlocks = 10 + BlockWalk.furthestGroup
    /// DC and AC code of each component.
    private let codes = (0..<2 * ScanLayout.mostComponents).map { _ in HuffmanCode() }
    /// Component of each block of a period.
    private var components: [Int] = []
    private(set) var period = 0
    /// Whether the next image is to be walked over counting.
    var habit = CountingHabit()
    private var slots = HuffmanSlots()
    /// Tables of the last image whose tables were not prepared.
    private var seen = HuffmanSlots()
    private var layout = ScanLayout()
    /// Whether what is kept can be used.
    private var isReady = false

    init() {
        let count = ScanLayout.mostComponents * Self.tablesPerComponent * RunTable.count
        unsafe runs = .allocate(capacity: count)
        unsafe runs.initialize(repeating: 0, count: count)
        let most = Self.mostBlocks * BlockWalk.statesPerBlock + BlockWalk.furthestGroup
        unsafe states = .allocate(capacity: most)
        unsafe states.initialize(repeating: UnsafePointer(runs), count: most)
        unsafe noteNumbers = .allocate(capacity: most)
        for state in 0..<most {
            let number = (state + BlockWalk.statesPerBlock - 1) / BlockWalk.statesPerBlock
            unsafe noteNumbers[state] = Int32(number)
        }
        unsafe starts = .allocate(capacity: StartCodes.count)
        unsafe starts.initialize(repeating: 0, count: StartCodes.count)
        unsafe values = .allocate(capacity: ValueTable.count)
        unsafe values.initialize(repeating: 0, count: ValueTable.count)
    }

    deinit {
        unsafe runs.deallocate()
        unsafe states.deallocate()
        unsafe noteNumbers.deallocate()
        for code in codes { code.release() }
        unsafe starts.deallocate()
        unsafe values.deallocate()
    }

    /// Makes everything ready for a scan. Costs some 0.4 ms when its tables are others than those before, else less than a
    /// microsecond.
    /// - Returns: false when a table is no Huffman code; such an image is for libjpeg to refuse.
    func prepare(_ layout: ScanLayout, _ slots: HuffmanSlots) -> Bool {
        if isReady, self.layout.hasSameBlocks(as: layout), self.slots == slots { return true }
        (isReady, hasValues) = (false, false)
        self.layout = layout
        self.slots = slots
        for component in 0..<layout.componentCount {
            guard define(component, layout, slots) else { return false }
        }
        enterStates(layout)
        unsafe StartCodes.fill(UnsafeMutableBufferPointer(start: starts, count: StartCodes.count), codes[0])
        isReady = true
        return true
    }

    /// The same, but tables that the image before did not have are only remembered.
    func prepareIfSeenBefore(_ layout: ScanLayout, _ slots: HuffmanSlots) -> Bool {
        if isReady && self.slots == slots || seen == slots { return prepare(layout, slots) }
        seen = slots
        return false
    }

    private func define(_ component: Int, _ layout: ScanLayout, _ slots: HuffmanSlots) -> Bool {
        let bytes = slots.bytes.span, used = layout.components[component]
        let dc = bytes.extracting(slots.table(Int(used.dcTable))),
            ac = bytes.extracting(slots.table(4 + Int(used.acTable)))
        guard codes[2 * component].define(dc, largest: 15),
            codes[2 * component + 1].define(ac, largest: 255)
        else {
            return false
        }
        if component > 0, used.hasSameTables(as: layout.components[component - 1]) { return true }
        let first = component * Self.tablesPerComponent
        unsafe RunTable.fill(
            start: table(first), rest: table(first + 1), within: table(first + 2), codes[2 * component],
            codes[2 * component + 1])
        return true
    }

    private func table(_ number: Int) -> UnsafeMutableBufferPointer<Int16> {
        unsafe UnsafeMutableBufferPointer(start: runs + number * RunTable.count, count: RunTable.count)
    }

    private func enterStates(_ layout: ScanLayout) {
        components.removeAll(keepingCapacity: true)
        repeat {
            for component in 0..<layout.componentCount {
                for _ in 0..<layout.components[component].blocks { components.append(component) }
            }
        } while components.count * BlockWalk.statesPerBlock < BlockWalk.furthestGroup
        period = components.count * BlockWalk.statesPerBlock
        for state in 0..<period + BlockWalk.furthestGroup {
            var component = components[state / BlockWalk.statesPerBlock % components.count]
            while component > 0, layout.components[component].hasSameTables(as: layout.components[component - 1]) {
                component -= 1
            }
            let number = component * Self.tablesPerComponent + state % BlockWalk.statesPerBlock
            unsafe states[state] = unsafe UnsafePointer(runs + number * RunTable.count)
        }
    }

    /// What walks go over, for bytes in reverse.
    /// - Parameter counts: whether walks count coefficients.
    func ground(_ bytes: UnsafePointer<UInt8>, counts: Bool = true) -> BlockGround {
        unsafe BlockGround(
            bytes: bytes, states: UnsafePointer(states), period: period, blocks: period / BlockWalk.statesPerBlock,
            noteNumbers: UnsafePointer(noteNumbers), counts: counts, tables: self)
    }

    /// Whether blocks of every component read alike, so that it does not matter which one a walk takes a block for.
    var isUniform: Bool {
        (1..<max(1, layout.componentCount)).allSatisfy { layout.components[$0].hasSameTables(as: layout.components[0]) }
    }

    /// Luma's DC code, with its values.
    var lumaStarts: StartCodes { unsafe StartCodes(entries: UnsafePointer(starts), code: codes[0]) }
    /// The DC code of a component; it lives as long as these tables.
    func startCode(of component: Int) -> HuffmanCode { codes[2 * component] }
    /// Luma's AC code, by its values.
    var lumaValues: ValueCodes {
        if !hasValues {
            unsafe ValueTable.fill(UnsafeMutableBufferPointer(start: values, count: ValueTable.count), codes[1])
            hasValues = true
        }
        return unsafe ValueCodes(entries: UnsafePointer(values), code: codes[1])
    }

    /// Reads a block code by code.
    /// - Parameter block: its number in the period.
    /// - Returns: the place after it, and whether all its bits were codes. libjpeg takes bits that are none for 17 bits of the
    ///   symbol 0, and so does this.
    func end(of block: Int, at place: BitPlace, in bytes: UnsafePointer<UInt8>) -> (place: BitPlace, isSound: Bool) {
        let component = components[block % components.count]
        var place = place
        let start = unsafe codes[2 * component].symbol(at: place.window(bytes))
        var isSound = start.isCode
        place = place.advanced(by: start.length + Int(start.value))
        var index = 1
        while index < 64 {
            let symbol = unsafe codes[2 * component + 1].symbol(at: place.window(bytes))
            if !symbol.isCode { isSound = false }
            let size = Int(symbol.value & 15), zeros = Int(symbol.value >> 4)
            place = place.advanced(by: symbol.length + size)
            if size == 0, zeros != 15 { break }
            index += zeros + 1
        }
        return (place, isSound)
    }
}

/// Luma's DC code with its value. Looked up without a check: the index has as many bits as the table.
@safe struct StartCodes {
    static let window = 12
    static let count = 1 << window

    /// The value above the lowest four bits, which are those of code and value; 0 where these do not fit in the window.
    fileprivate let entries: UnsafePointer<Int16>
    fileprivate let code: HuffmanCode

    /// Fills a table of `count` entries.
    fileprivate static func fill(_ entries: UnsafeMutableBufferPointer<Int16>, _ dc: HuffmanCode) {
        for bits in 0..<count {
            let window = UInt64(bits) << UInt64(64 - window), start = Start(dc.symbol(at: window), window)
            let fits = start.isCode && start.length <= Self.window
            unsafe entries[bits] = fits ? Int16(start.value << 4 | Int32(start.length)) : 0
        }
    }

    /// The code and value at the top of `window`, of which at least 31 bits must be there.
    @inline(__always)
    func start(at window: UInt64) -> Start {
        let entry = unsafe entries[Int(truncatingIfNeeded: window &>> UInt64(64 - Self.window))]
        return _fastPath(entry != 0)
            ? Start(length: Int(entry & 15), value: Int32(entry) &>> 4, isCode: true) : longStart(window)
    }

    @inline(never)
    private func longStart(_ window: UInt64) -> Start { Start(code.symbol(at: window), window) }

    /// What the start of a block says.
    struct Start {
        /// Bits of the code and the value.
        let length: Int
        /// The difference from the DC coefficient of the block before.
        let value: Int32
        let isCode: Bool

        fileprivate init(length: Int, value: Int32, isCode: Bool) {
            (self.length, self.value, self.isCode) = (length, value, isCode)
        }

        /// - Parameter window: the bits from the code on.
        @inline(__always)
        init(_ symbol: HuffmanCode.Symbol, _ window: UInt64) {
            length = symbol.length + Int(symbol.value)
            value = DCTValue.extended(window << UInt64(symbol.length), UInt64(symbol.value & 15))
            isCode = symbol.isCode
        }
    }
}

/// Luma's AC code with values. Looked up without a check: the index has as many bits as the table.
@safe struct ValueCodes {
    fileprivate let entries: UnsafePointer<UInt64>
    fileprivate let code: HuffmanCode

    /// The entry at the top of `window`.
    @inline(__always)
    func entry(at window: UInt64) -> UInt64 {
        unsafe entries[Int(truncatingIfNeeded: window &>> UInt64(64 - ValueTable.window))]
    }

    /// The single code at the top of `window`, of which at least 31 bits must be there.
    @inline(never)
    func code(at window: UInt64) -> ACCode { ACCode(code.symbol(at: window), window) }
}

extension BitPlace {
    /// The next 57 bits or more, the first one highest.
    @inline(__always)
    func window(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
        unsafe UInt64(littleEndian: UnsafeRawPointer(bytes + offset).loadUnaligned(as: UInt64.self)) &<< UInt64(used)
    }
}

/// Decides whether coefficients are counted from the start: a camera whose images have blocks without an end code goes on to
/// send such, and to walk twice costs more than to count. The pixels are the same either way.
struct CountingHabit {
    /// Failures that were not made up for.
    private var failures = 0
    private var images = 0
    private static let mostFailures = 8

    /// Whether the next image is counted; asked once for each.
    var isToCount: Bool {
        mutating get {
            if images > 0 { images -= 1 }
            return images > 0
        }
    }

    /// Takes in whether an image that was not counted was right.
    mutating func note(_ isRight: Bool) {
        failures = isRight ? max(0, failures - 1) : min(failures + 1, Self.mostFailures)
        images = isRight ? 0 : 1 << failures
    }
}
