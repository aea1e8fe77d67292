/// Everything about a scan that its tables and sampling factors decide: runs and codes by the block of an MCU. Kept from
/// frame to frame, as a camera sends the same tables with every picture, or none.
@safe final class ScanTables {
    /// Run tables in one piece: for each component a table for starts, for the rest of long codes and for looks within.
    private let runs: UnsafeMutablePointer<Int16>
    private static let tablesPerComponent = 3
    /// Tables of the states of one period, and on beyond it by as much as a group of looks can go on.
    private let states: UnsafeMutablePointer<UnsafePointer<Int16>>
    /// Luma's short DC codes once more, for the loop over all blocks.
    private let starts: UnsafeMutablePointer<UInt16>
    /// Luma's AC codes with their values (`ValueTable`), made when they are first needed.
    private let values: UnsafeMutablePointer<UInt64>
    private var hasValues = false
    private static let mostBlocks = 10 + BlockWalk.furthestGroup
    /// DC and AC code of each component. Not an array, which would be counted as used with every look-up.
    private let codes: UnsafeMutablePointer<HuffmanCode>
    private static let codeCount = 2 * ScanLayout.mostComponents
    /// Component of each block of a period.
    private var components: [Int] = []
    private(set) var period = 0
    private var slots = HuffmanSlots()
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
        unsafe codes = .allocate(capacity: Self.codeCount)
        unsafe codes.initialize(repeating: HuffmanCode(), count: Self.codeCount)
        unsafe starts = .allocate(capacity: 1 << HuffmanCode.lookahead)
        unsafe starts.initialize(repeating: 0, count: 1 << HuffmanCode.lookahead)
        unsafe values = .allocate(capacity: ValueTable.count)
        unsafe values.initialize(repeating: 0, count: ValueTable.count)
    }

    deinit {
        unsafe runs.deallocate()
        unsafe states.deallocate()
        unsafe codes.deinitialize(count: Self.codeCount)
        unsafe codes.deallocate()
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
        for i in unsafe codes[0].short.indices { unsafe starts[i] = codes[0].short[i] }
        isReady = true
        return true
    }

    private func define(_ component: Int, _ layout: ScanLayout, _ slots: HuffmanSlots) -> Bool {
        let bytes = slots.bytes.span, used = layout.components[component]
        let dc = bytes.extracting(slots.table(Int(used.dcTable))),
            ac = bytes.extracting(slots.table(4 + Int(used.acTable)))
        guard unsafe codes[2 * component].define(dc, largest: 15),
            unsafe codes[2 * component + 1].define(ac, largest: 255)
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
    func ground(_ bytes: UnsafePointer<UInt8>) -> BlockGround {
        unsafe BlockGround(bytes: bytes, states: UnsafePointer(states), period: period, tables: self)
    }

    /// Whether blocks of every component read alike, so that it does not matter which one a walk takes a block for.
    var isUniform: Bool {
        (1..<max(1, layout.componentCount)).allSatisfy { layout.components[$0].hasSameTables(as: layout.components[0]) }
    }

    /// Luma's DC code, by its short codes.
    var lumaStarts: StartCodes { unsafe StartCodes(short: UnsafePointer(starts), tables: self) }
    fileprivate func longStart(_ bits: UInt32) -> HuffmanCode.Symbol { unsafe codes[0].longSymbol(bits) }
    /// Luma's AC code, by its values.
    var lumaValues: ValueCodes {
        if !hasValues {
            unsafe ValueTable.fill(UnsafeMutableBufferPointer(start: values, count: ValueTable.count), codes[1])
            hasValues = true
        }
        return unsafe ValueCodes(entries: UnsafePointer(values), tables: self)
    }
    fileprivate func longValue(_ window: UInt64) -> HuffmanCode.Symbol { unsafe codes[1].symbol(at: window) }

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

/// Luma's DC code. Looked up without a check: the index has as many bits as the table.
@safe struct StartCodes {
    fileprivate let short: UnsafePointer<UInt16>
    fileprivate unowned(unsafe) let tables: ScanTables

    /// The code at the top of `window`, of which at least 16 bits must be there.
    @inline(__always)
    func symbol(at window: UInt64) -> HuffmanCode.Symbol {
        let entry = unsafe short[Int(truncatingIfNeeded: window &>> UInt64(64 - HuffmanCode.lookahead))]
        if _fastPath(entry != 0) {
            return HuffmanCode.Symbol(length: Int(entry >> 8), value: UInt8(truncatingIfNeeded: entry))
        }
        return unsafe tables.longStart(UInt32(truncatingIfNeeded: window &>> 48))
    }
}

/// Luma's AC code with values. Looked up without a check: the index has as many bits as the table.
@safe struct ValueCodes {
    fileprivate let entries: UnsafePointer<UInt64>
    fileprivate unowned(unsafe) let tables: ScanTables

    /// The entry at the top of `window`.
    @inline(__always)
    func entry(at window: UInt64) -> UInt64 {
        unsafe entries[Int(truncatingIfNeeded: window &>> UInt64(64 - ValueTable.window))]
    }

    /// The single code at the top of `window`, of which at least 31 bits must be there.
    @inline(never)
    func code(at window: UInt64) -> ACCode { ACCode(unsafe tables.longValue(window), window) }
}

extension BitPlace {
    /// The next 57 bits or more, the first one highest.
    @inline(__always)
    func window(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
        unsafe UInt64(littleEndian: UnsafeRawPointer(bytes + offset).loadUnaligned(as: UInt64.self)) &<< UInt64(used)
    }
}
