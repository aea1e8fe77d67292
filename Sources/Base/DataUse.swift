/// For what data may be used. The list is closed: whatever is not on it is no use of Wayside's data.
public enum DataUse: String, CaseIterable, Sendable {
    /// To see to what an event calls for.
    case safety
    /// To look after the cameras and rules themselves.
    case maintenance
    /// To decide an appeal.
    case appeal
    /// To check that all this is done rightly.
    case audit
    /// To measure how often detection errs.
    case accuracy
    /// To tell somebody concerned, or the public, what is kept.
    case information

    /// What data may be used for where nobody has said anything else: that somebody sees to what happens, that people can object,
    /// and that both is checked.
    public static let usual: [DataUse] = [.safety, .appeal, .audit]
}
