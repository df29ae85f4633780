# Who may come in: people, tokens, and what they may not do.

error-not-signed-in = nobody is signed in
error-not-allowed = this needs the scope { $scope }
