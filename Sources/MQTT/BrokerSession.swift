#if MQTT
    internal import Base
    internal import Dispatch
    internal import Messages
    internal import Score

    /// What is done over one connection.
    struct BrokerSession {
        private let run: BrokerRun
        private let connection: BrokerConnection
        private let feed: any MessageFeed
        /// What Home Assistant is shown; goes on in the next session.
        private(set) var states: HomeStates
        /// Entries from here on were made by this run of the program.
        private let beginning: Int64
        private var isAnew = false
        /// Entries before this one have waited for the connection.
        private let lateUntil: Int64
        private var told: [String: Bool] = [:]
        private var moved: Set<Subject> = []
        private var nextLook_ns: UInt64 = 0
        private var nextStandings_ns: UInt64 = 0

        private var plan: BrokerPlan { run.plan }

        init(
            _ run: BrokerRun, _ connection: BrokerConnection, _ feed: any MessageFeed, states: HomeStates,
            beginning: Int64
        ) {
            (self.run, self.connection, self.feed, self.states) = (run, connection, feed, states)
            self.beginning = beginning
            lateUntil = (try? feed.end()) ?? 0
        }

        /// Until the connection is lost or the run is stopped.
        mutating func carryOn() throws {
            try greet()
            while !run.isOver {
                try look()
                if let batch = try feed.next(most: BrokerRun.mostAtOnce) {
                    try deliver(batch)
                } else if run.isStopping {
                    break
                } else {
                    run.behind(0)
                    try connection.step(timeout_ms: 1000, bell: run.bell.descriptor)
                    _ = run.bell.wasRung()
                }
                try answerBirth()
            }
            try publish(Publication(topic: plan.topics.status, payload: "offline", isRetained: true))
            try awaitAcknowledgements()
            connection.close()
        }

        /// Says who is here, takes back what is not ours any more, and announces.
        private mutating func greet() throws {
            let announcements = plan.tellsHome ? HomeDiscovery(plan.site, topics: plan.topics).announcements : []
            for topic in feed.kept where !announcements.contains(where: { $0.topic == topic }) {
                try publish(Publication(topic: topic, payload: "", isRetained: true))
            }
            for announcement in announcements { try publish(announcement) }
            if plan.tellsHome { try connection.subscribe(to: plan.topics.birth) }
            try publish(Publication(topic: plan.topics.status, payload: "online", isRetained: true))
            moved = Set(
                plan.site.cameras.flatMap { camera in
                    camera.places.map { Subject(source: "\(plan.site.id)/\(camera.camera.id)", id: $0.id) }
                })
            try awaitAcknowledgements()
            try feed.keep(announcements.map(\.topic))
        }

        /// Home Assistant has started: it may have missed what is retained, when its broker does not keep that.
        private func answerBirth() throws {
            guard connection.arrivals().contains(where: { $0.payload == Array("online".utf8) }) else { return }
            for announcement in HomeDiscovery(plan.site, topics: plan.topics).announcements {
                try publish(announcement)
            }
        }

        private mutating func deliver(_ batch: FeedBatch) throws {
            for step in batch.steps {
                if !isAnew, step.item.entry.sequence >= beginning { try beginAnew() }
                if plan.tellsCloudEvents {
                    for message in step.messages {
                        try publish(
                            Publication(
                                topic: plan.topics.cloudEvents, payload: message.event.json, isRetained: false))
                    }
                }
                try tellOthers(step.item)
            }
            try awaitAcknowledgements()
            try feed.acknowledge(batch, acknowledged: batch.messages.count, refused: 0)
            run.acknowledged(batch.messages.count)
            run.behind(try feed.behind())
        }

        private mutating func tellOthers(_ item: OutgoingItem) throws {
            if plan.tellsONVIF, let event = item.event {
                let onvif = ONVIFEvent(event)
                try publish(
                    Publication(
                        topic: onvif.mqttTopic(prefix: plan.topics.root), payload: onvif.json, isRetained: false))
            }
            guard plan.tellsHome else { return }
            for publication in states.take(item, isLate: item.entry.sequence < lateUntil) { try publish(publication) }
            if item.entry.weight_mp != 0 || item.entry.kind == .exposure { moved.insert(item.entry.subject) }
        }

        private mutating func beginAnew() throws {
            isAnew = true
            guard plan.tellsHome else { return }
            for publication in states.beginAnew() { try publish(publication) }
        }

        /// Once a second: which cameras give pictures. Every five: where places stand that something has happened to.
        private mutating func look() throws {
            let now_ns = DispatchTime.now().uptimeNanoseconds
            guard now_ns >= nextLook_ns else { return }
            nextLook_ns = now_ns + 1_000_000_000
            if !isAnew, try feed.behind() == 0 { try beginAnew() }
            for (camera, isOn) in run.questions.cameras() where told[camera] != isOn {
                told[camera] = isOn
                try publish(
                    Publication(
                        topic: plan.topics.status(of: camera), payload: isOn ? "online" : "offline", isRetained: true))
            }
            guard plan.tellsHome, now_ns >= nextStandings_ns, !moved.isEmpty else { return }
            nextStandings_ns = now_ns + 5_000_000_000
            for subject in moved.sorted() {
                guard let standing = run.questions.standing(subject) else { continue }
                let camera = subject.source.split(separator: "/").last.map(String.init) ?? subject.source
                guard camera != subject.id else { continue }
                try publish(.standing(standing, at: plan.topics.topic("standing", camera, subject.id)))
            }
            moved = []
        }

        private func publish(_ publication: Publication) throws { try connection.publish(publication) }

        /// Until the broker has everything, as long as the connection stands.
        private func awaitAcknowledgements() throws {
            while !connection.outstanding.isEmpty, !run.isOver { try connection.step(timeout_ms: 1000) }
            if !connection.outstanding.isEmpty { throw BrokerError("stopped before the broker had everything") }
        }
    }
#endif
