import CStrict
import Foundation
import Synchronization

/// Mutated JPEG images through Wayside's scanner and libjpeg-turbo, which must agree.
@main struct Fuzz {
    /// A mutation that takes this long stands still: CPU time is bounded elsewhere, but a machine may be busy.
    private static let hang_ns: Int64 = 20_000_000_000

    static func main() throws {
        guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
            say(Options.usage)
            exit(64)
        }
        let seeds = try Seeds(folders: options.seedFolders)
        let keeper = Keeper(folder: options.keep)
        if options.onlyWrites {
            for number in options.range {
                keeper.write(Mutation.make(number, seed: options.seed, from: seeds), "mutation-\(number).jpg")
            }
            return
        }
        say("\(seeds.small.count) small seeds and \(seeds.large.count) large ones, mutations \(options.range)")
        cstrict_name_on_death()
        Thread.detachNewThread { watch(options.threads) }
        let tally = Run(options, seeds, keeper).tally()
        print(tally.text)
        exit(tally.failures == 0 ? 0 : 1)
    }

    /// Ends the process when a mutation does not end.
    private static func watch(_ workers: Int) {
        while true {
            Thread.sleep(forTimeInterval: 0.5)
            for worker in 0..<workers {
                var since: Int64 = 0
                let mutation = cstrict_mutation(Int32(worker), &since)
                guard mutation >= 0, cstrict_now_ns() - since > hang_ns else { continue }
                say("mutation \(mutation) does not end")
                abort()
            }
        }
    }
}

/// The workers of a run. They take mutations by the hundred; what each finds is added up at the end.
final class Run: Sendable {
    private static let portion = 100

    private let options: Options
    private let seeds: Seeds
    private let keeper: Keeper
    /// The next number that nobody has taken. Atomic, as all workers take from it.
    private let next: Atomic<Int>
    private let total = Mutex(Tally())

    init(_ options: Options, _ seeds: Seeds, _ keeper: Keeper) {
        (self.options, self.seeds, self.keeper) = (options, seeds, keeper)
        next = Atomic(options.range.lowerBound)
    }

    /// Tries all mutations.
    func tally() -> Tally {
        DispatchQueue.concurrentPerform(iterations: options.threads) { work($0) }
        return total.withLock { $0 }
    }

    private func work(_ worker: Int) {
        var judge = Judge(worker: worker, keeper: keeper)
        let begin = cstrict_now_ns()
        while true {
            let first = next.wrappingAdd(Self.portion, ordering: .relaxed).oldValue
            guard first < options.range.upperBound else { break }
            for number in first..<min(first + Self.portion, options.range.upperBound) {
                judge.judge(number, Mutation.make(number, seed: options.seed, from: seeds))
            }
            let done = first + Self.portion - options.range.lowerBound
            if done % 20_000 == 0 { say("\(done) in \((cstrict_now_ns() - begin) / 1_000_000_000) s") }
        }
        let found = judge.tally
        total.withLock { $0.add(found) }
    }
}
