data "hunt_suppression_rule" "certutil" {
  name = "Allow certutil.exe"
}

output "suppression_rule" {
  value = data.hunt_suppression_rule.certutil.id
}
