import {
  to = hunt_location.pier
  id = "Pier 4"
}
