# Wer hereindarf: Personen, Token und was sie nicht dürfen.

error-not-signed-in = niemand ist angemeldet
error-not-allowed = dafür ist die Berechtigung { $scope } nötig
