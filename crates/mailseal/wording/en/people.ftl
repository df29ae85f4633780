# Who may come in: people, tokens, and what they may not do.

error-not-signed-in = nobody is signed in
error-not-allowed = this needs the scope { $scope }

reason-web-needs-url = { $address } is reached from elsewhere, so web.public-url must say what people type to get there
reason-not-within = a number from 1 to { $max } belongs here

error-only-people = this is for people who are signed in, not for tokens
error-sign-in = name or password is wrong
error-too-many-tries = too many tries; again in { $seconds ->
        [one] a second
       *[other] { $seconds } seconds
    }
error-busy = too much is asked at once; try again in a moment
error-not-hashed = the password could not be hashed: there is not enough memory
error-no-randomness = the operating system gave no randomness
error-user-name = “{ $name }” is no name: letters, digits and - _ . + @ are, beginning with a letter or digit, 64 octets at the most
error-user-exists = there is a user { $name } already
error-no-user = there is no user { $name }
error-last-admin = { $name } is the only administrator
    .next = Give the scope admin to somebody else before.
error-password-short = the password has fewer than { $min } characters
error-password-long = the password has more than { $max } octets
error-password-guessable = the password is the name of the user or of a domain
error-old-password = the old password is wrong
error-set-up-code = this set-up code does not match, or its time is over
    .next = It is in the log, in the line “set-up code”, and in the file set-up-code of the data directory. “mailseal user add” works without it.
error-set-up-over = somebody was set up already
error-token-name = “{ $name }” is no name of a token: letters, digits and - _ . are, beginning with a letter or digit, 64 at the most
error-token-exists = there is a token { $name } already
error-no-token = there is no token { $name }
error-token-refused = this token is worth nothing: it was never made, was removed, or its time is over
error-token-form = the field Authorization has another form than “Bearer ms_…”
error-other-host = this server does not answer for the host that was asked for
    .next = What people type to get here is web.public-url in the configuration.
error-other-site = what changes something must come from a page of this server
error-other-form = this form is not one that was shown to you: your session may be over. Nothing was done.
error-form = the form cannot be read, or is too large
error-json = the body is no JSON: { $what }
error-body = the body is not as described: { $what }
error-query = the query is not as described: { $what }
error-media-type = the body must be application/json
error-too-large-body = the body is larger than 64 KiB
error-no-route = there is nothing here
error-method = the method does not go with this address
error-no-problem = there is no problem “{ $name }”
error-if-match = the domain was changed since you read it
error-mark = the mark is not one of a plan: 64 hexadecimal digits
error-stale-plan = the plan for { $domain } is another by now; nothing was written
    .next = Look at the new plan and approve that.
error-stale-undo = taking back step { $step } would do something else by now; nothing was written
    .next = Look at it again and approve that.
error-too-many-checks = too many checks; again in { $seconds ->
        [one] a second
       *[other] { $seconds } seconds
    }

problem-bad-request = Not readable
problem-unauthorized = Not known
problem-forbidden = Not allowed
problem-not-found = Not there
problem-method = Not this way
problem-conflict = Not as things stand
problem-precondition = Changed meanwhile
problem-too-large = Too large
problem-media-type = Not this kind
problem-misdirected = Not this host
problem-unprocessable = Not understood
problem-too-many = Too often
problem-unavailable = Not now
problem-internal = A fault of the server
