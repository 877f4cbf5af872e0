"""Speed and size, each figure beside a named peer measured in the same run."""
