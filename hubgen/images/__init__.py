"""Pictures: photos made small and freed of what a camera wrote into them, drawings looked over.

Pillow is imported by `photo` alone, which is imported when there is a photo to make.
"""
