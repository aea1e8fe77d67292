import Base
import Settings
import Detect
import Testing

@Suite struct DetectedBehavioursTests {
    @Test func `every behaviour either has a rule or is said to stay quiet`() {
        #expect(Set(RuleCatalogue.supported).isDisjoint(with: DetectedBehaviours.later))
        #expect(Set(RuleCatalogue.supported + DetectedBehaviours.later) == Set(Behaviour.allCases))
    }
}
