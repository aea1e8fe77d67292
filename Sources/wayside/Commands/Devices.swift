import ArgumentParser
import Base
import Capture

/// `wayside devices`: which cameras there are.
struct Devices: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists cameras with their formats, and the line for the configuration.",
        discussion: "Sizes are followed by the highest rate; a star marks what is chosen when nothing is asked for.")

    @OptionGroup var output: ConsoleOptions

    @Argument(help: ArgumentHelp("Only these devices, e.g. /dev/video2.", valueName: "device"))
    var paths: [String] = []

    @Flag(help: "One JSON object per line.")
    var json = false

    func run() throws {
        let console = Console(output)
        let devices = paths.isEmpty ? DeviceList.all() : try paths.map(DeviceChoice.described)
        if devices.isEmpty { throw DeviceChoice.noCamera }
        for (index, device) in devices.enumerated() {
            let shown = LiveDevice(device)
            if json {
                try console.data(shown.json)
            } else {
                if index > 0 { try console.data("") }
                for line in shown.lines(console.style) { try console.data(line) }
            }
        }
        if let fault = devices.first?.fault, !devices.contains(where: { $0.fault == nil }) {
            throw ExitCode(of: .noSignal(fault.reason))
        }
    }
}
