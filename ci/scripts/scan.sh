code=0
hunt scan "$HUNT_INPUT_TARGET" --wait --json "$@" >hunt-scan.json || code=$?
cat hunt-scan.json
case $code in
  0 | 3 | 4) ;;
  *) exit "$code" ;;
esac
case $HUNT_INPUT_FAIL_ON in
  critical) severities=critical ;;
  high) severities=critical,high ;;
  medium) severities=critical,high,medium ;;
  *) severities=critical,high,medium,low ;;
esac
scan=$(sed -n 's/^ *"scanId": "\([0-9A-Za-z-]*\)".*/\1/p' hunt-scan.json)
if [ -n "$scan" ]; then
  hunt alert list --where "{\"scanId\": \"$scan\"}" --severity "$severities" --format junit >hunt-scan.xml
fi
case $code in
  3) report_alerts "The scan found alerts. The test report lists them." ;;
  4) fail "Some hosts could not be scanned." 4 ;;
esac
