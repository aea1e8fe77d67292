#if MQTT
    internal import CMosquitto
    internal import Glibc
    public import Messages

    /// One connection to a broker, from its beginning to its end; another one is made to connect again, so that nothing of a
    /// broken one is left over. To be used from one thread: libmosquitto runs on it, in `step`, and has none of its own.
    @safe public final class BrokerConnection {
        /// What a subscription brings.
        public struct Arrival: Hashable, Sendable {
            public let topic: String
            public let payload: [UInt8]
        }

        /// What callbacks note. They run within `step`, on the thread that calls it.
        final class Notes {
            var connected: Int32?
            var lost: Int32?
            var acknowledged: Set<Int32> = []
            var arrivals: [Arrival] = []
        }

        private let handle: OpaquePointer
        private let notes = Notes()
        private let place: String
        /// Messages that the broker has not acknowledged yet.
        public private(set) var outstanding: Set<Int32> = []

        /// Connects, and waits until the broker has agreed. Blocks: for a host that does not answer, as long as the system does.
        /// - Parameter patience_ms: how long the broker may take to agree.
        public init(_ settings: BrokerSettings, patience_ms: Int = 10_000) throws(BrokerError) {
            _ = BrokerConnection.library
            place = "\(settings.host):\(settings.port)"
            let pointer = unsafe Unmanaged.passUnretained(notes).toOpaque()
            guard let handle = unsafe mosquitto_new(settings.clientID, true, pointer) else {
                throw BrokerError("no memory for a connection")
            }
            unsafe self.handle = handle
            unsafe mosquitto_connect_callback_set(handle, brokerConnected)
            unsafe mosquitto_disconnect_callback_set(handle, brokerDisconnected)
            unsafe mosquitto_publish_callback_set(handle, brokerAcknowledged)
            unsafe mosquitto_message_callback_set(handle, brokerDelivered)
            try prepare(settings)
            try check(
                unsafe mosquitto_connect(handle, settings.host, Int32(settings.port), Int32(settings.keepAlive_s)))
            var left_ms = patience_ms
            while notes.connected == nil {
                guard left_ms > 0 else { throw BrokerError("\(place) does not answer") }
                do { try step(timeout_ms: 100) } catch {
                    // A refusal ends the connection; it says more than its end.
                    guard let code = notes.connected, code != 0 else { throw error }
                }
                left_ms -= 100
            }
            if let code = notes.connected, code != 0 {
                let words = unsafe String(cString: mosquitto_connack_string(code))
                throw BrokerError("\(place) refuses: \(words)")
            }
        }

        deinit { unsafe mosquitto_destroy(handle) }

        /// Once in a process.
        private static let library: Int32 = mosquitto_lib_init()

        private func prepare(_ settings: BrokerSettings) throws(BrokerError) {
            if let username = settings.username {
                try check(unsafe mosquitto_username_pw_set(handle, username, settings.password?.text))
            }
            if let will = settings.will {
                let payload = Array(will.payload.utf8)
                try check(
                    unsafe mosquitto_will_set(handle, will.topic, Int32(payload.count), payload, 1, will.isRetained))
            }
            guard let tls = settings.tls else { return }
            if let authorities = tls.authorities {
                let code = unsafe mosquitto_tls_set(handle, authorities, nil, tls.certificate, tls.key, nil)
                try check(code, at: authorities)
            } else {
                try check(unsafe mosquitto_tls_set(handle, nil, "/etc/ssl/certs", tls.certificate, tls.key, nil))
            }
            // Its certificate must be good and must name the host.
            try check(unsafe mosquitto_tls_insecure_set(handle, false))
        }

        /// Publishes with quality of service 1.
        public func publish(_ publication: Publication) throws(BrokerError) {
            let payload = Array(publication.payload.utf8)
            var number: Int32 = 0
            let code = unsafe mosquitto_publish(
                handle, &number, publication.topic, Int32(payload.count), payload, 1, publication.isRetained)
            try check(code)
            outstanding.insert(number)
        }

        /// Asks for what is published at a topic.
        public func subscribe(to topic: String) throws(BrokerError) {
            try check(unsafe mosquitto_subscribe(handle, nil, topic, 1))
        }

        /// Lets the connection work: sends, receives, gives a sign of life when it is time.
        /// - Parameters:
        ///   - timeout_ms: how long to wait for the broker at the most.
        ///   - bell: a descriptor that ends the waiting when it can be read; it is not read here.
        /// - Throws: when the connection is lost.
        public func step(timeout_ms: Int, bell: Int32? = nil) throws(BrokerError) {
            let socket = unsafe mosquitto_socket(handle)
            guard socket >= 0 else { throw lost(MOSQ_ERR_CONN_LOST.rawValue) }
            let wantsToWrite = unsafe mosquitto_want_write(handle)
            var list = [pollfd(fd: socket, events: Int16(POLLIN | (wantsToWrite ? POLLOUT : 0)), revents: 0)]
            if let bell { list.append(pollfd(fd: bell, events: Int16(POLLIN), revents: 0)) }
            let ready = unsafe poll(&list, nfds_t(list.count), Int32(timeout_ms))
            if ready > 0, list[0].revents & Int16(POLLIN | POLLERR | POLLHUP) != 0 {
                try check(unsafe mosquitto_loop_read(handle, 1))
            }
            if ready > 0, list[0].revents & Int16(POLLOUT) != 0 { try check(unsafe mosquitto_loop_write(handle, 1)) }
            try check(unsafe mosquitto_loop_misc(handle))
            outstanding.subtract(notes.acknowledged)
            notes.acknowledged = []
            if let code = notes.lost { throw lost(code) }
        }

        /// What has arrived since it was asked last.
        public func arrivals() -> [Arrival] {
            defer { notes.arrivals = [] }
            return notes.arrivals
        }

        /// Says good-bye, so that the last will is not told.
        public func close() { _ = unsafe mosquitto_disconnect(handle) }

        private func lost(_ code: Int32) -> BrokerError { BrokerError("\(place): \(BrokerConnection.words(code))") }

        private static func words(_ code: Int32) -> String { unsafe String(cString: mosquitto_strerror(code)) }

        private func check(_ code: Int32, at file: String? = nil) throws(BrokerError) {
            guard code != MOSQ_ERR_SUCCESS.rawValue else { return }
            let number = errno
            if let file { throw BrokerError("\(file): \(BrokerConnection.words(code))") }
            guard code == MOSQ_ERR_ERRNO.rawValue, let text = unsafe strerror(number) else { throw lost(code) }
            let words = unsafe String(cString: text)
            throw BrokerError("\(place): \(words)")
        }
    }

    // libmosquitto calls these on the thread that is in `step`. They are functions of the file, and not closures, so that no
    // actor can come to own them.

    private func notes(_ pointer: UnsafeMutableRawPointer?) -> BrokerConnection.Notes? {
        guard let pointer = unsafe pointer else { return nil }
        return unsafe Unmanaged<BrokerConnection.Notes>.fromOpaque(pointer).takeUnretainedValue()
    }

    private func brokerConnected(_: OpaquePointer?, _ pointer: UnsafeMutableRawPointer?, _ code: Int32) {
        unsafe notes(pointer)?.connected = code
    }

    private func brokerDisconnected(_: OpaquePointer?, _ pointer: UnsafeMutableRawPointer?, _ code: Int32) {
        unsafe notes(pointer)?.lost = code == 0 ? MOSQ_ERR_NO_CONN.rawValue : code
    }

    private func brokerAcknowledged(_: OpaquePointer?, _ pointer: UnsafeMutableRawPointer?, _ number: Int32) {
        unsafe notes(pointer)?.acknowledged.insert(number)
    }

    private func brokerDelivered(
        _: OpaquePointer?, _ pointer: UnsafeMutableRawPointer?, _ message: UnsafePointer<mosquitto_message>?
    ) {
        guard let message = unsafe message?.pointee, let topic = unsafe message.topic else { return }
        var payload: [UInt8] = []
        if let bytes = unsafe message.payload, unsafe message.payloadlen > 0 {
            payload = unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(message.payloadlen)))
        }
        let name = unsafe String(cString: topic)
        unsafe notes(pointer)?.arrivals.append(.init(topic: name, payload: payload))
    }
#endif
