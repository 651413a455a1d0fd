import {
  to = hunt_organization.harbour
  id = "Harbour authority"
}
