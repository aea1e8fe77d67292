internal import Base

extension Timestamp {
    /// The instant as HTTP writes dates (RFC 9110 section 5.6.7), e.g. `Sun, 06 Nov 1994 08:49:37 GMT`.
    var httpDate: String {
        let text = rfc3339  // 1994-11-06T08:49:37.000Z
        let days = floorDivide(milliseconds, 86_400_000).quotient
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = text.prefix(10).split(separator: "-")
        guard parts.count == 3, let month = Int(parts[1]), (1...12).contains(month) else { return text }
        let weekday = weekdays[Int(floorDivide(days, 7).remainder)]
        return "\(weekday), \(parts[2]) \(months[month - 1]) \(parts[0]) \(text.dropFirst(11).prefix(8)) GMT"
    }
}
