/// `seeds/policy.yaml`, word for word: the policy of those who have not written one. A test holds the two equal.
enum StarterPolicy {
    static let text = #"""
        # The starter policy: how what is observed becomes a severity (how much one event matters) and a standing (how a place
        # does over time). docs/scoring.md shows every number worked out by hand; docs/schemas/policy.schema.json is the form.
        # Change it freely, count `version` up, and say in `reason` why. The SHA-256 of this file is written into every entry.

        policy: 1                    # version of this file's format
        id: starter
        version: 2                   # yours: count it up with every change
        title: Keep ways free and cameras seeing
        reason: >-
          Few rules that most places share. Only what endangers a way out or blinds a camera alarms anyone at once; the rest
          moves the standing of the place a little and fades within days.

        # A place begins with 80 points. Entries may take it anywhere; it is shown within 0 to 100.
        standing: {start: 80, shown: [0, 100]}

        # A standing is called a rating only when the place was really observed in at least half of the time accounted for
        # in the last 24 hours. Otherwise it is shown as unrated: neither calm nor bad.
        exposure: {window: 24h, rated_from: 0.5}

        # What matters more or less than an ordinary place (1.0), whatever happens there. The first line that fits a place
        # applies. A place is named by its id, by camera/place or by site/camera/place. Hours are UTC.
        places:
          - {place: fire-exit, criticality: 1.5, sensitive_hours: ["22:00-06:00"]}

        # For each behaviour the first term whose places and hours fit applies; a behaviour without one is noted and weighs
        # nothing. `points` is what one certain event at an ordinary place adds to its standing; half of it is left after
        # `half_life`. `cap` limits what the term may add to one place within one window (24h is the UTC day), so that one
        # restless rule cannot own a place. `confidence` is the least that counts. The other keys only raise the severity:
        # `duration` and `measure` by steps (one at `from`, one more for each `each`, five at most), `repetition` by how often
        # the term was met at the place within that time.
        behaviours:
          - {behaviour: motion, level: info}
          - {behaviour: line-crossed, level: info}
          - {behaviour: zone-entered, level: info, duration: {from: 10m, each: 10m}}
          - {behaviour: occupancy, level: info, measure: {name: occupancy, from: 10, each: 5}}

          - behaviour: loitering
            level: low
            points: -1
            half_life: 3d
            cap: {points: 5, per: 24h}
            confidence: 0.4
            duration: {from: 2m, each: 2m}
            repetition: 24h

          - behaviour: overcrowding
            level: medium
            points: -2
            half_life: 3d
            cap: {points: 10, per: 24h}
            confidence: 0.4
            duration: {from: 5m, each: 5m}
            measure: {name: occupancy, from: 8, each: 4}

          - behaviour: wrong-way
            level: medium
            points: -1.5
            half_life: 3d
            cap: {points: 7.5, per: 24h}
            confidence: 0.5
            repetition: 24h

          - behaviour: speeding
            level: medium
            points: -1
            half_life: 3d
            cap: {points: 5, per: 24h}
            confidence: 0.5
            measure: {name: speed, from: 8, each: 2}       # metres per second

          - behaviour: exit-blocked
            level: high
            points: -4
            half_life: 7d
            cap: {points: 12, per: 24h}
            confidence: 0.5
            duration: {from: 5m, each: 5m}

          - behaviour: object-left
            level: medium
            points: -1
            half_life: 3d
            cap: {points: 4, per: 24h}
            confidence: 0.5
            duration: {from: 10m, each: 10m}

          - {behaviour: object-removed, level: low, points: -1, half_life: 3d, cap: {points: 4, per: 24h}, confidence: 0.5}
          - {behaviour: fall, level: high, confidence: 0.6}        # someone may need help: an alarm, and nothing for the place

          # The camera itself. No points: a camera that cannot see makes places unobserved, not bad.
          - {behaviour: camera-tampered, level: high, repetition: 24h}
          - {behaviour: signal-lost, level: medium, duration: {from: 1m, each: 5m}}

        # What a place earns by observed good hours. Windows of `per` lie end to end (1h: the full hours). One counts when the
        # place was observed for at least the share `observed` of it and nothing that counts happened there of what the merit is
        # `without`; unless its line says so, that is exit-blocked and object-left for kept-clear, wrong-way for one-way-kept,
        # speeding for speed-kept. Name the places where a rule watches for that: no other place can earn it. At this rate an
        # ordinary place that stays so day and night is commended after 331 hours (14 days), one of criticality 1.5, such as
        # fire-exit, after 106 (four and a half days).
        merits:
          - {merit: kept-clear, places: [fire-exit], points: 0.1, per: 1h, observed: 0.9, half_life: 3d}
          - {merit: one-way-kept, places: [one-way], points: 0.1, per: 1h, observed: 0.9, half_life: 3d}
          - {merit: speed-kept, places: [driveway], points: 0.1, per: 1h, observed: 0.9, half_life: 3d}

        # What may follow, from a closed list: note and alarm from an event's level, attention and commend from a rated
        # standing. Nothing here acts on anyone.
        consequences:
          - {consequence: note}
          - {consequence: alarm, level: high}
          - {consequence: attention, below: 60}
          - {consequence: commend, from: 90}       # above the start: a place gets there by merits only

        # The most alarms that are sent, over all places: one in ten minutes is what a person can answer all day long. What
        # exceeds it is told as a digest and never dropped.
        alarms: {most: 6, per: 1h}

        # How soon an appeal is decided; after that it escalates.
        appeals: {decide_within: 21d}

        """#
}
