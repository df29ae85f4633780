# What stands on the pages of mailseal serve, beside what findings, plans and machines say themselves.

pages-skip = Skip to content
pages-nav-main = Main
pages-nav-path = Where you are
pages-domains = Domains
pages-reports = Reports
pages-activity = Activity
pages-settings = Settings
pages-ask = Check any domain
pages-ask-button = Check
pages-signed-in-as = signed in as { $name }
pages-sign-out = Sign out
pages-display-link = Light, dark or system
pages-keys-link = Keyboard
pages-title-refused = Error: { $title }

pages-ago-now = just now
pages-ago-minutes = { $n } min ago
pages-ago-hours = { $n } h ago
pages-ago-days = { $n } d ago
pages-in-minutes = in { $n } min
pages-in-hours = in { $n } h
pages-in-days = in { $n } d
pages-month-1 = Jan
pages-month-2 = Feb
pages-month-3 = Mar
pages-month-4 = Apr
pages-month-5 = May
pages-month-6 = Jun
pages-month-7 = Jul
pages-month-8 = Aug
pages-month-9 = Sep
pages-month-10 = Oct
pages-month-11 = Nov
pages-month-12 = Dec

pages-mark-critical = Critical
pages-mark-high = High
pages-mark-medium = Medium
pages-mark-low = Low
pages-mark-info = Info
pages-mark-broken = broken
pages-mark-attention = needs attention
pages-mark-in-force = in force
pages-mark-unknown = could not check
pages-mark-waiting = waiting
pages-mark-off = not set up
pages-legend = What the marks mean

pages-fact-observed = Observed
pages-fact-why = Why it matters
pages-fact-fix = Fix
pages-fact-manual = Manual
pages-observed-record = The record as it stands
pages-nothing-stands = Nothing stands at { $name }.
pages-evidence = Answers this rests on
pages-unknown-title = { $protection } could not be checked completely
pages-unknown-no-fault = Unknown is not counted as a fault.
pages-unknown-fix = Check again later. Where port 25 or a name server never answers, look whether this machine may reach it.

pages-diff-label = Change to { $name }
pages-diff-remove = Remove:
pages-diff-add = Add:
pages-diff-same = Unchanged:
pages-change-add = Add
pages-change-change = Change
pages-change-remove = Remove

pages-record-show-as = Show the value as
pages-record-one = One string
pages-record-split = 255-octet strings
pages-record-plain = Plain text
pages-record-value = Value as one string
pages-record-value-split = Value as several strings
pages-record-octets = { $count ->
        [one] 1 octet
       *[other] { $number } octets
    }
pages-copy = Copy
pages-copied = Copied

pages-tree = Tree of the SPF record with the running count of lookups
pages-tree-term = Term
pages-tree-cost = Costs
pages-tree-total = Total
pages-tree-cut = receivers stop here
pages-tree-over = over the limit
pages-tree-below = What it includes
pages-tree-more = { $count ->
        [one] One more term is not drawn.
       *[other] { $number } more terms are not drawn.
    }

pages-line-done = done
pages-line-now = now
pages-line-later = later

pages-errors = There is a problem
pages-fault = Error:
