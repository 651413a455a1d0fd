code=0
hunt token check "$@" --warn-days "$HUNT_INPUT_WARN_DAYS" || code=$?
[ "$code" -eq 10 ] || exit "$code"
code=0
hunt token check "$@" --warn-days "$HUNT_INPUT_FAIL_DAYS" >/dev/null || code=$?
case $code in
  0) warn "The HUNT token expires within $HUNT_INPUT_WARN_DAYS days. Replace it." ;;
  10) fail "The HUNT token expires within $HUNT_INPUT_FAIL_DAYS days. Replace it now." ;;
  *) exit "$code" ;;
esac
