data "hunt_policy" "ransomware" {
  name = "Ransomware"
}

output "policy" {
  value = data.hunt_policy.ransomware.id
}
